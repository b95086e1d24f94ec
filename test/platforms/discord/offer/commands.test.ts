import { expect, test } from "vitest";
import { commands } from "../../../../commands/index.ts";
import { buttonId, readButtonId } from "../../../../src/platforms/chat/button-id.ts";
import { drawCommand } from "../../../../src/platforms/discord/offer/commands.ts";
import { drawMenu } from "../../../../src/platforms/discord/offer/menus.ts";
import { cut, plain, quoted } from "../../../../src/platforms/discord/show/escape.ts";
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

test("a button comes back as what it was", () => {
  expect(readButtonId(buttonId("cancel", "0mi1x8k3aq7c2bd"))).toEqual({
    action: "cancel",
    job: "0mi1x8k3aq7c2bd",
  });
});

test.each(["", "v1:cancel", "v2:cancel:1", "v1:cancel:../x", `v1:cancel:${"1".repeat(17)}`])(
  "a button that says %o is not ours",
  (id) => {
    expect(readButtonId(id)).toBeUndefined();
  },
);

test.each([
  ["# big", String.raw`\# big`],
  ["- one\n+ two\n1. three", "\\- one\n\\+ two\n\\1. three"],
  ["`code` ~~no~~ ||spoiler||", String.raw`\`code\` \~\~no\~\~ \|\|spoiler\|\|`],
  ["<t:0:R> </video:1> <#1>", String.raw`\<t:0:R\> \</video:1\> \<\#1\>`],
])("people's words stay words: %s", (words, escaped) => {
  expect(plain(words)).toBe(escaped);
});

test("every line of a quotation is one", () => {
  expect(quoted("one\n\ntwo", 100)).toBe("> one\n> \n> two");
});

test("what is cut ends in no half of a letter or an escape", () => {
  expect(cut("ab\\*cd", 5)).toBe("ab\\*…");
  expect(cut("ab\\*cd", 4)).toBe("ab…");
  expect(cut("ab😀cd", 4)).toBe("ab…");
});
