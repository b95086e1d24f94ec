import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import { createApi } from "../../../src/platforms/slack/api.ts";
import { createPeople } from "../../../src/platforms/slack/hear/people.ts";
import { createPlaces } from "../../../src/platforms/slack/hear/places.ts";
import { fixedToken } from "../../../src/platforms/slack/tokens.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";
import {
  ANN,
  BEN,
  BOT_TOKEN,
  GENERAL,
  OUTSIDE,
  startSlack,
  TEAM,
} from "../../fakes/slack/slack.ts";

const HERE = { team: TEAM };
const MINUTE = 60_000;

let slack: FakeSlack;
let now = Date.now();
beforeEach(async () => (slack = await startSlack({ now: () => now })));
afterEach(() => slack.close());

function begin() {
  const log = createLog("silent");
  const tokens = fixedToken(BOT_TOKEN, () => {});
  const api = createApi({ tokens, apiUrl: slack.apiUrl, now: () => now, log });
  const places = createPlaces({ api, now: () => now });
  const people = createPeople({ api, now: () => now, log });
  const obstacle = async (channel: string) => (await places(HERE, channel))?.message ?? "";
  const isAdmin = async (user: string) => (await people.of(HERE, user)).person.isAdmin;
  return { obstacle, isAdmin };
}

test("a channel that we are in is looked at once a minute", async () => {
  const { obstacle } = begin();
  await obstacle(GENERAL);
  slack.world.channelOf(GENERAL).isArchived = true;

  const soon = await obstacle(GENERAL);
  now += MINUTE + 1;
  const later = await obstacle(GENERAL);

  expect([soon, later]).toEqual(["", expect.stringContaining("archived")]);
});

test("a channel is open as soon as we are invited", async () => {
  const { obstacle } = begin();
  const before = await obstacle(OUTSIDE);
  const { bot } = slack.world.teamOf(TEAM);
  slack.world.channelOf(OUTSIDE).members.add(bot);

  expect([before, await obstacle(OUTSIDE)]).toEqual([expect.stringContaining("/invite @"), ""]);
});

test("a private channel that we do not see is closed, and one of which nothing is known is not", async () => {
  const { obstacle } = begin();
  slack.world.addChannel("C0PRIVATE01", TEAM, "secret", "private", [ANN]);
  const closed = await obstacle("C0PRIVATE01");
  slack.fail("conversations.info", { kind: "error", error: "internal_error" });

  expect([closed, await obstacle(GENERAL)]).toEqual([expect.stringContaining("/invite @"), ""]);
});

test("whoever is no admin any more has an admin's rights for five minutes at most", async () => {
  const { isAdmin } = begin();
  const before = [await isAdmin(ANN), await isAdmin(BEN)];
  Object.assign(slack.world.userOf(ANN), { isAdmin: false });
  now += 5 * MINUTE + 1;

  expect([...before, await isAdmin(ANN)]).toEqual([true, false, false]);
});

test.each(["is_admin", "is_owner"])("who is %s is an admin", async (field) => {
  const user = { id: BEN, team_id: TEAM, name: "ben", [field]: true };
  slack.fail("users.info", {
    kind: "error",
    error: "",
    more: { ok: true, error: undefined, user },
  });

  expect(await begin().isAdmin(BEN)).toBe(true);
});

test("of whom nothing can be learned, nothing is remembered, and they are no admin", async () => {
  const { isAdmin } = begin();
  slack.fail("users.info", { kind: "error", error: "internal_error" });

  expect([await isAdmin(ANN), await isAdmin(ANN)]).toEqual([false, true]);
});
