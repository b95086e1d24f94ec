import { PermissionFlagsBits } from "discord.js";
import { expect, test } from "vitest";
import { PlatformError } from "../../../../../src/errors.ts";
import { createCommandRules } from "../../../../../src/platforms/discord/hear/mentions/command-rules.ts";
import { createClock } from "../../../../fakes/clock.ts";

const [APP, VIDEO, GUILD, ANN, FILM] = ["1", "2", "10", "20", "30"];
const [ROLE, USER, CHANNEL] = [1, 2, 3];
const ALL_CHANNELS = "9";
const { UseApplicationCommands, Administrator } = PermissionFlagsBits;
const entry = (id: string, type: number, permission: boolean) => ({ id, type, permission });

function rulesAre(rules: Readonly<Record<string, object[]>>) {
  const told = Object.entries(rules).map(([id, permissions]) => ({ id, permissions }));
  const calls: string[] = [];
  const clock = createClock();
  const mayUse = createCommandRules({
    api: {
      async call({ route }) {
        calls.push(route);
        return told;
      },
    },
    app: async () => APP,
    idOf: async () => VIDEO,
    now: clock.now,
  });
  const use = { guild: GUILD, channels: ["40", "41"], person: ANN, roles: [FILM] };
  return {
    calls,
    clock,
    mayUse: (given: Partial<Parameters<typeof mayUse>[1]> = {}) =>
      mayUse("video", { ...use, rights: UseApplicationCommands, ...given }),
  };
}

test.each([
  ["nothing is said", {}, true],
  ["all may not", { [VIDEO]: [entry(GUILD, ROLE, false)] }, false],
  ["a role may", { [VIDEO]: [entry(GUILD, ROLE, false), entry(FILM, ROLE, true)] }, true],
  ["somebody may not", { [VIDEO]: [entry(FILM, ROLE, true), entry(ANN, USER, false)] }, false],
  ["another may not", { [VIDEO]: [entry("21", USER, false)] }, true],
  ["the app is for nobody", { [APP]: [entry(GUILD, ROLE, false)] }, false],
  [
    "the command says otherwise than the app",
    { [APP]: [entry(GUILD, ROLE, false)], [VIDEO]: [entry(GUILD, ROLE, true)] },
    true,
  ],
  ["no channel is open", { [VIDEO]: [entry(ALL_CHANNELS, CHANNEL, false)] }, false],
  [
    "this channel's parent alone is open",
    { [VIDEO]: [entry(ALL_CHANNELS, CHANNEL, false), entry("41", CHANNEL, true)] },
    true,
  ],
])("where %s, a command may be used: %o, %s", async (_what, rules, isAllowed) => {
  expect(await rulesAre(rules).mayUse()).toBe(isAllowed);
});

test("whoever may use no commands at all films nothing with a mention either", async () => {
  expect(await rulesAre({}).mayUse({ rights: 0n })).toBe(false);
});

test("an administrator may always", async () => {
  const closed = rulesAre({ [VIDEO]: [entry(ANN, USER, false)] });

  expect(await closed.mayUse({ rights: Administrator })).toBe(true);
});

test("the rules are asked for once a minute", async () => {
  const { mayUse, calls, clock } = rulesAre({});

  await mayUse();
  await mayUse();
  clock.advance(60_000);
  await mayUse();

  expect(calls).toEqual([
    `/applications/${APP}/guilds/${GUILD}/commands/permissions`,
    `/applications/${APP}/guilds/${GUILD}/commands/permissions`,
  ]);
});

test("rules that cannot be asked for stop nobody where there are none, and all where Discord is away", async () => {
  const failing = (failure: "forbidden" | "unavailable") =>
    createCommandRules({
      api: { call: () => Promise.reject(new PlatformError(failure, "no")) },
      app: async () => APP,
      idOf: async () => VIDEO,
      now: () => 0,
    })("video", {
      guild: GUILD,
      channels: [],
      person: ANN,
      roles: [],
      rights: UseApplicationCommands,
    });

  expect(await failing("forbidden")).toBe(true);
  await expect(failing("unavailable")).rejects.toThrow(PlatformError);
});
