import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { createEmbeddedQueue } from "../../src/queue/embedded.ts";
import type { Queue } from "../../src/queue/queue.ts";
import { createClock } from "../fakes/clock.ts";
import type { TestStore } from "../fakes/stores.ts";
import { openTestSqlite } from "../fakes/stores.ts";
import { SOON } from "../soon.ts";

const HOUR = 3_600_000;
const turn = { job: "job-1", guild: "g" };
let opened: TestStore;
let queue: Queue;
beforeEach(async () => {
  opened = await openTestSqlite();
});
afterEach(async () => {
  await queue.stop(1_000);
  await opened.dispose();
});

test("a clock that is set back by an hour does not hold up what is due in a minute", async () => {
  let offset = 0;
  const now = () => Date.now() + offset;
  queue = createEmbeddedQueue({ store: opened.store, now, log: createLog("silent") });
  const worked: string[] = [];
  queue.start(async ({ job }) => void worked.push(job));
  await queue.schedule(opened.store.db, { job: "first", guild: "g" }, now());
  await vi.waitFor(() => expect(worked).toContain("first"), SOON);
  await queue.schedule(opened.store.db, turn, now() + 1_500);

  offset = -HOUR;

  await vi.waitFor(() => expect(worked).toContain("job-1"), SOON);
});

test("what was put off while the clock ran ahead is due soon after the next start", async () => {
  const clock = createClock();
  queue = createEmbeddedQueue({ store: opened.store, now: clock.now, log: createLog("silent") });
  await queue.schedule(opened.store.db, turn, clock.now() + HOUR);

  queue.start(async () => {});

  await vi.waitFor(async () => {
    const { at } = await opened.store.db.selectFrom("due").select("at").executeTakeFirstOrThrow();
    expect(at).toBe(clock.now() + HOUR / 3);
  }, SOON);
});
