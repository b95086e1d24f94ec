import { PermissionFlagsBits } from "discord.js";
import { expect, test } from "vitest";
import type { Rules } from "../../../../src/platforms/discord/line/rights.ts";
import { rightsIn } from "../../../../src/platforms/discord/line/rights.ts";

const { ViewChannel, SendMessages, AttachFiles, Administrator } = PermissionFlagsBits;
const rules: Rules = {
  guild: "1",
  owner: "2",
  roles: new Map([
    ["1", ViewChannel | SendMessages],
    ["10", AttachFiles],
    ["11", Administrator],
  ]),
  overwrites: [],
};
const ann = { id: "3", roles: ["10"] };
const may = (given: Partial<Rules>, member = ann) => rightsIn({ ...rules, ...given }, member);

test("somebody may do what everybody and their roles may", () => {
  expect(may({})).toBe(ViewChannel | SendMessages | AttachFiles);
});

test.each([
  ["everybody", "1"],
  ["one of their roles", "10"],
  ["themselves", "3"],
])("a channel takes rights from %s", (_whom, id) => {
  const overwrites = [{ id, allow: 0n, deny: SendMessages }];

  expect(may({ overwrites })).toBe(ViewChannel | AttachFiles);
});

test("what one role allows in a channel, no other takes, and a person's own comes last", () => {
  const member = { id: "3", roles: ["10", "12"] };
  const roles = [
    { id: "10", allow: SendMessages, deny: 0n },
    { id: "12", allow: 0n, deny: SendMessages },
  ];
  const own = { id: "3", allow: 0n, deny: SendMessages };

  expect(may({ overwrites: roles }, member) & SendMessages).toBe(SendMessages);
  expect(may({ overwrites: [own, ...roles] }, member) & SendMessages).toBe(0n);
});

test.each([
  ["the owner", { id: "2", roles: [] }],
  ["an administrator", { id: "3", roles: ["11"] }],
])("%s may do everything, whatever a channel says", (_who, member) => {
  const overwrites = [{ id: "1", allow: 0n, deny: ViewChannel }];

  expect(may({ overwrites }, member) & ViewChannel).toBe(ViewChannel);
});
