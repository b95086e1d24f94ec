import { expect, test } from "vitest";
import { commands } from "../../../../commands/index.ts";
import { drawCommand } from "../../../../src/platforms/discord/offer/commands.ts";
import { drawMenu } from "../../../../src/platforms/discord/offer/menus.ts";
import { objections, withoutSpec } from "../../../fakes/discord/openapi.ts";

const drawn = commands.map((command) => drawCommand(command));
const menus = commands.flatMap((command) => drawMenu(command) ?? []);

test.skipIf(withoutSpec !== undefined)("Discord takes every command as it is drawn", () => {
  const path = "/applications/111111111111111111/commands";

  expect(objections("PUT", path, [...drawn, ...menus], { status: 204 })).toEqual([]);
});

test("names, bounds and order are what Discord allows", () => {
  for (const { name, description, options = [] } of drawn) {
    const required = options.map((option) => option.required === true);

    expect(name).toMatch(/^[a-z-]{1,32}$/);
    expect(description.length).toBeLessThanOrEqual(100);
    expect(options.length).toBeLessThanOrEqual(25);
    expect(required).toEqual(required.toSorted((one, other) => Number(other) - Number(one)));
    for (const option of options) expect(option.description.length).toBeLessThanOrEqual(100);
  }
});

test("a command is there in guilds, for apps that were added to them", () => {
  expect(drawn[0]).toMatchObject({ name: "video", contexts: [0], integration_types: [0] });
  const options = drawn[0]?.options?.map(({ name, type }) => `${name} ${type}`);
  expect(options).toEqual(expect.arrayContaining(["prompt 3", "image 11", "model 3", "seed 4"]));
});

test("pictures in messages can be animated from their menu", () => {
  expect(menus).toMatchObject([{ name: "Animate this image", type: 3, contexts: [0] }]);
});
