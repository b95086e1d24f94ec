import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { createEmbeddedQueue } from "../../src/queue/embedded.ts";
import type { Queue } from "../../src/queue/queue.ts";
import type { TestStore } from "../fakes/stores.ts";
import { openTestSqlite } from "../fakes/stores.ts";
import { SOON } from "../soon.ts";

const MAX_RUNNING = 32;
const MINUTE = 60_000;

let opened: TestStore;
let queue: Queue;
let offset: number;
beforeEach(async () => {
  opened = await openTestSqlite();
  offset = 0;
  const now = () => Date.now() + offset;
  queue = createEmbeddedQueue({ store: opened.store, now, log: createLog("silent") });
});
afterEach(async () => {
  await queue.stop(1_000);
  await opened.dispose();
});

const schedule = (job: string, at: number) =>
  queue.schedule(opened.store.db, { job, guild: "g" }, at);
async function dueAt(job: string): Promise<number | undefined> {
  const due = opened.store.db.selectFrom("due").select("at").where("job", "=", job);
  return (await due.executeTakeFirst())?.at;
}

test("no more turns run at once than it may, and the next begins when one has ended", async () => {
  const steps: PromiseWithResolvers<void>[] = [];
  queue.start(async (turn) => {
    const step = Promise.withResolvers<void>();
    steps.push(step);
    await step.promise;
    await queue.remove(opened.store.db, turn);
  });
  for (let job = 0; job <= MAX_RUNNING; job += 1) await schedule(`job-${job}`, Date.now());
  await vi.waitFor(() => expect(steps).toHaveLength(MAX_RUNNING), SOON);

  await schedule("one-more", Date.now());
  await expect.poll(() => queue.lag(), SOON).toBeGreaterThan(10);
  const most = steps.length;
  for (const step of steps) step.resolve();

  await vi.waitFor(() => expect(steps).toHaveLength(MAX_RUNNING + 2), SOON);
  for (const step of steps) step.resolve();
  expect(most).toBe(MAX_RUNNING);
});

test("a turn that is given up by a stop is due at once after the next start", async () => {
  const step = Promise.withResolvers<void>();
  const taken: string[] = [];
  queue.start(async ({ job }) => {
    taken.push(job);
    await step.promise;
  });
  await schedule("a", Date.now());
  await vi.waitFor(() => expect(taken).toEqual(["a"]), SOON);

  const stopped = queue.stop(10_000);
  step.resolve();
  await stopped;

  expect(await dueAt("a")).toBeLessThanOrEqual(Date.now());
});

test("a stop has ended when the turns that run have", async () => {
  const step = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const order: string[] = [];
  queue.start(async (turn) => {
    begun.resolve();
    await step.promise;
    await queue.remove(opened.store.db, turn);
    order.push("the step");
  });
  await schedule("a", Date.now());
  await begun.promise;

  const stopped = queue.stop(10_000).then(() => order.push("the stop"));
  await dueAt("a");
  step.resolve();
  await stopped;

  expect(order).toEqual(["the step", "the stop"]);
});

test("a stop that comes while the queue looks begins nothing more", async () => {
  const taken: string[] = [];
  let stopped: Promise<void> | undefined;
  const store = {
    ...opened.store,
    get db() {
      if (taken.length === 1) stopped ??= queue.stop(1_000);
      return opened.store.db;
    },
  };
  queue = createEmbeddedQueue({ store, now: Date.now, log: createLog("silent") });
  const step = Promise.withResolvers<void>();
  queue.start(async (turn) => {
    taken.push(turn.job);
    await step.promise;
    await queue.remove(opened.store.db, turn);
  });
  await schedule("a", Date.now());
  await vi.waitFor(() => expect(taken).toEqual(["a"]), SOON);

  await schedule("b", Date.now() - MINUTE);
  await vi.waitFor(() => expect(stopped).toBeDefined(), SOON);
  step.resolve();
  await stopped;

  expect(taken).toEqual(["a"]);
  expect(await dueAt("b")).toBeLessThan(Date.now());
});

test("what a turn says about the next one is kept, however soon that is", async () => {
  const next = Date.now() + MINUTE;
  const ended = Promise.withResolvers<void>();
  queue.start(async (turn) => {
    await queue.schedule(opened.store.db, turn, next);
    ended.resolve();
  });

  await schedule("a", Date.now());
  await ended.promise;
  await queue.stop(10_000);

  expect(await dueAt("a")).toBe(next);
});

test("a clock that is corrected by a second moves nothing", async () => {
  const taken: string[] = [];
  queue.start(async (turn) => {
    taken.push(turn.job);
    await queue.remove(opened.store.db, turn);
  });
  const at = Date.now() + MINUTE;
  await schedule("later", at);
  await schedule("first", Date.now());
  await vi.waitFor(() => expect(taken).toEqual(["first"]), SOON);

  offset = -1_000;
  await schedule("second", Date.now() - 2_000);
  await vi.waitFor(() => expect(taken).toEqual(["first", "second"]), SOON);

  expect(await dueAt("later")).toBe(at);
});
