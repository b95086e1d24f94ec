import { afterEach, beforeEach, expect, test } from "vitest";
import { quota } from "../../../commands/quota.ts";
import { settings } from "../../../commands/settings.ts";
import { createLog } from "../../../src/log.ts";
import { createHomes } from "../../../src/platforms/slack/hear/homes.ts";
import { labelsOf, wordsOf } from "../../fakes/slack/reading.ts";
import { ANN, BEN } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlackStage();
  const { front } = stage.bot;
  await stage.start({ ...front, commands: [...front.commands, settings, quota] });
});
afterEach(() => stage.close());

async function pageOf(user: string) {
  await stage.slack.person(user).opensHome("home");
  return stage.slack.until(() => stage.slack.person(user).home());
}

test("somebody's page shows what runs, what came of the others, and the budget as a bar", async () => {
  const page = wordsOf(await pageOf(ANN));

  expect(page).toContain("⏳ a fox\nbeing filmed");
  expect(page).toContain("a boat\ndone");
  expect(page).toContain(`${"█".repeat(6)}${"░".repeat(18)}  $7.50 of $10.00 is left.`);
});

test("admins alone find the settings on their page", async () => {
  const theirs = labelsOf(await pageOf(ANN));
  const others = labelsOf(await pageOf(BEN));

  expect(theirs).toEqual(["New video", "/rushes settings", "/rushes quota", "Stop"]);
  expect(others).toEqual(["New video", "Stop"]);
});

test("a page that was opened long ago is not drawn anew", async () => {
  let now = 0;
  const drawn: string[] = [];
  const homes = createHomes({
    show: async (_team, user) => void drawn.push(user),
    now: () => now,
    log: createLog("silent"),
  });
  await homes.open({ team: "T1" }, "U1");

  now += 29 * 60_000;
  await homes.ended({ team: "T1" }, "U1");
  await homes.ended({ team: "T2" }, "U1");
  now += 2 * 60_000;
  await homes.ended({ team: "T1" }, "U1");

  expect(drawn).toEqual(["U1", "U1"]);
});

test("a company that opens its pages all at once has them drawn some at a time", async () => {
  const drawing = new Set<string>();
  const done = Promise.withResolvers<void>();
  let drawn = 0;
  let most = 0;
  const homes = createHomes({
    async show(_team, user) {
      drawing.add(user);
      most = Math.max(most, drawing.size);
      await done.promise;
      drawing.delete(user);
      drawn += 1;
    },
    now: Date.now,
    log: createLog("silent"),
  });

  const all = Array.from({ length: 20_000 }, (_, nth) => homes.open({ team: "T1" }, `U${nth}`));
  done.resolve();
  await Promise.all(all);

  expect(drawn).toBe(20_000);
  expect(most).toBeLessThan(100);
});
