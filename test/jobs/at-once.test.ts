import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCommit } from "../../src/jobs/commit.ts";
import { toRecord } from "../../src/jobs/records.ts";
import { jobById } from "../../src/store/jobs.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { createClock } from "../fakes/clock.ts";
import { createFakePlatform } from "../fakes/platform.ts";
import { createFakeProvider } from "../fakes/provider.ts";
import { openTestPostgres, SERVER } from "../fakes/stores.ts";

const ROUNDS = 10;
const reason = SERVER === undefined ? " (skipped: no TEST_DATABASE_URL)" : "";

async function onServer() {
  return startFakeBot({
    after: {
      opened: await openTestPostgres(),
      clock: createClock(),
      folder: await mkdtemp(join(tmpdir(), "rushes-bot-")),
      fake: createFakeProvider(),
      seen: createFakePlatform(),
    },
  });
}

/** A way to save the end of a job, as often as one likes. */
function closing(bot: FakeBot) {
  const commit = createCommit({
    ...bot.stepDeps,
    queue: bot.queue,
    quota: bot.quota,
    metrics: bot.metrics,
  });
  return async (id: string) => {
    const row = await jobById(bot.stepDeps.store.db, id);
    const record = row && toRecord(row);
    if (record?.job.state !== "closed") throw new Error(`${id} is not closed`);
    const { job } = record;
    const from = { ...record, job: { ...job, state: "settling" as const } };
    return commit(from, { job: { ...job, isPaid: true }, after: 0 });
  };
}

test.runIf(SERVER !== undefined)(
  `a film and its part end at once${reason}`,
  async () => {
    const bot = await onServer();
    const scenes = "a fox wakes | it runs";
    const { job: board } = await bot.type("storyboard", { title: "The fox", scenes, seconds: 4 });
    await bot.soon();
    const { job } = await bot.press("render", board?.id ?? "");
    await bot.soon();
    const { id, plan, guild } = await bot.job(job?.id ?? "");
    const both = [id, plan?.parts[0]?.job ?? ""];
    const end = closing(bot);

    const ends: PromiseSettledResult<unknown>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const one of [...both, board?.id ?? ""]) {
        await bot.queue.schedule(bot.stepDeps.store.db, { job: one, guild }, bot.clock.now());
      }
      ends.push(...(await Promise.allSettled(both.map(end))));
    }

    expect(ends.filter(({ status }) => status === "rejected")).toEqual([]);
    await bot.dispose();
  },
  60_000,
);
