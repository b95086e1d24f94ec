import { fromPglite } from "pg-boss";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { createPgBossQueue } from "../../src/queue/pg-boss.ts";
import { openBoss } from "../../src/queue/pg-boss/boss.ts";
import { createSharedQueue } from "../../src/queue/pg-boss/shared-queue.ts";
import type { Store } from "../../src/store/store.ts";
import { queueContract } from "../contract/queue.contract.ts";
import type { TestPostgres } from "../fakes/stores.ts";
import { openTestPglite, openTestPostgres, SERVER } from "../fakes/stores.ts";
import { SOON } from "../soon.ts";

const log = createLog(process.env["LOG"] ?? "silent");

describe("PostgreSQL in this process", () => {
  queueContract(() => withQueue(openTestPglite));
});

describe.skipIf(SERVER === undefined)("a PostgreSQL server (TEST_DATABASE_URL)", () => {
  queueContract(() => withQueue(openTestPostgres));
});

async function withQueue(openStore: () => Promise<TestPostgres>) {
  const { server, ...opened } = await openStore();
  return { ...opened, open: () => openQueue(server, opened.store) };
}

async function openQueue(server: TestPostgres["server"], store: Store) {
  const deps = { store, now: Date.now, log };
  if ("url" in server) return createPgBossQueue({ ...deps, url: server.url });
  return createSharedQueue({ ...deps, boss: await bossOf(server) });
}

function bossOf(server: TestPostgres["server"]) {
  if ("url" in server) return openBoss({ connectionString: server.url }, log);
  return openBoss({ db: fromPglite(server.pglite), backend: "pglite" }, log);
}

/** A database, and two queues on it, as two processes have them. */
async function twoQueues() {
  const { server, store, dispose } = await openTestPostgres();
  const queues = [await openQueue(server, store), await openQueue(server, store)] as const;
  onTestFinished(async () => {
    await Promise.all(queues.map((queue) => queue.stop(0)));
    await dispose();
  });
  const [first, second] = queues;
  const schedule = (job: string, at: number) =>
    store.transaction((tx) => first.schedule(tx, { job, guild: "g" }, at));
  return { store, first, second, schedule };
}

test("while one process holds a turn, no other takes the job's next one", async () => {
  const { store, first, second, schedule } = await twoQueues();
  let lift = () => {};
  const step = new Promise<void>((resolve) => (lift = resolve));
  const taken: string[] = [];
  first.start(async ({ job }) => {
    taken.push(`first ${job}`);
    if (job === "a") await step;
  });
  await schedule("a", Date.now());
  await vi.waitFor(() => expect(taken).toEqual(["first a"]), SOON);
  await first.stop(0);
  second.start(async (turn) => {
    taken.push(`second ${turn.job}`);
    await store.transaction((tx) => second.remove(tx, turn));
  });

  // A marker that comes later than the job's own next turn would.
  await store.transaction((tx) => second.schedule(tx, { job: "a", guild: "g" }, Date.now()));
  await store.transaction((tx) =>
    second.schedule(tx, { job: "b", guild: "g" }, Date.now() + 1_500),
  );
  await vi.waitFor(() => expect(taken).toEqual(["first a", "second b"]), SOON);
  lift();

  await vi.waitFor(() => expect(taken).toEqual(["first a", "second b", "second a"]), SOON);
});

test("a turn that is fetched while its queue is stopped is soon another's", async () => {
  const { server, store, dispose } = await openTestPostgres();
  const taken: string[] = [];
  let stopped: Promise<void> | undefined;
  let isStarted = false;
  const first = await createSharedQueue({
    boss: await bossOf(server),
    store: {
      ...store,
      // Read when a turn was fetched, to see whether it is due.
      get db() {
        if (isStarted) stopped ??= first.stop(5_000);
        return store.db;
      },
    },
    now: Date.now,
    log,
  });
  const second = await openQueue(server, store);
  onTestFinished(async () => {
    await second.stop(0);
    await dispose();
  });
  await store.transaction((tx) => first.schedule(tx, { job: "a", guild: "g" }, Date.now()));

  isStarted = true;
  first.start(async () => void taken.push("first"));
  await vi.waitFor(() => expect(stopped).toBeDefined(), SOON);
  await stopped;
  second.start(async (turn) => {
    taken.push("second");
    await store.transaction((tx) => second.remove(tx, turn));
  });

  await vi.waitFor(() => expect(taken).toEqual(["second"]), { timeout: 8_000 });
});

test("two processes share the work, and nothing is done twice", async () => {
  const { store, first, second, schedule } = await twoQueues();
  const taken: string[] = [];
  for (const queue of [first, second]) {
    queue.start(async (turn) => {
      taken.push(turn.job);
      await store.transaction((tx) => queue.remove(tx, turn));
    });
  }
  const jobs = Array.from({ length: 50 }, (_, index) => `job-${index}`);

  await Promise.all(jobs.map((job) => schedule(job, Date.now())));

  await vi.waitFor(() => expect(taken.length).toBeGreaterThanOrEqual(50), SOON);
  expect(taken.toSorted()).toEqual(jobs.toSorted());
});
