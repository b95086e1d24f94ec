import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { createPgBossQueue } from "../../src/queue/pg-boss.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createTestDatabase, SERVER } from "../fakes/stores.ts";

const log = createLog("silent");
const STARTED = { timeout: 20_000, interval: 20 };
/** The promise is 15 s; the rest is for a machine that is busy. */
const TAKEN_OVER = { timeout: 25_000, interval: 20 };

async function world() {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  const dataDir = await mkdtemp(join(tmpdir(), "rushes-takeover-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return { url: database.url, dataDir };
}

/** A process that takes turns, and what it has said so far. */
function startWorker({ url, dataDir }: { url: string; dataDir: string }) {
  const script = join(import.meta.dirname, "worker.ts");
  const child = spawn(process.execPath, [script, url, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => said.push(line));
  const ended = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  return { said, kill };
}

describe.skipIf(SERVER === undefined)("several processes (TEST_DATABASE_URL)", () => {
  test(
    "the turn of a killed process is taken over, that of a slow one is not",
    {
      timeout: 90_000,
    },
    async () => {
      const shared = await world();
      const store = await openPostgres({ ...shared, log });
      const queue = await createPgBossQueue({ store, url: shared.url, now: Date.now, log });
      const schedule = (job: string, wait: number) =>
        store.transaction((tx) => queue.schedule(tx, { job, guild: "g" }, Date.now() + wait));
      const slow = startWorker(shared);
      await vi.waitFor(() => expect(slow.said).toContain("ready"), STARTED);
      await schedule("held", 0);
      await vi.waitFor(() => expect(slow.said).toContain("held"), STARTED);
      const other = startWorker(shared);
      await vi.waitFor(() => expect(other.said).toContain("ready"), STARTED);

      // Longer than a turn lives without a heartbeat, and the time in which that is noticed.
      await schedule("later", 16_000);
      const both = () => [...slow.said, ...other.said];
      await vi.waitFor(() => expect(both()).toContain("later"), TAKEN_OVER);
      expect(both().filter((job) => job === "held")).toHaveLength(1);

      const killedAt = Date.now();
      await slow.kill();
      await vi.waitFor(() => expect(other.said).toContain("held"), TAKEN_OVER);

      if (process.env["LOG"]) console.log(`taken over after ${Date.now() - killedAt} ms`);
      await queue.stop(0);
      await store.close();
    },
  );

  test(
    "processes that start at once on an empty database all take turns",
    {
      timeout: 60_000,
    },
    async () => {
      const shared = await world();
      const workers = Array.from({ length: 3 }, () => startWorker(shared));
      await Promise.all(
        workers.map(({ said }) => vi.waitFor(() => expect(said).toContain("ready"), STARTED)),
      );
      const store = await openPostgres({ ...shared, log });
      const queue = await createPgBossQueue({ store, url: shared.url, now: Date.now, log });
      const jobs = Array.from({ length: 60 }, (_, index) => `job-${index}`);

      await Promise.all(
        jobs.map((job, index) =>
          store.transaction((tx) =>
            queue.schedule(tx, { job, guild: `g-${index % 5}` }, Date.now()),
          ),
        ),
      );

      const taken = () => workers.flatMap(({ said }) => said.filter((line) => line !== "ready"));
      await vi.waitFor(() => expect(taken()).toHaveLength(60), STARTED);
      expect(taken().toSorted()).toEqual(jobs.toSorted());
      await queue.stop(0);
      await store.close();
    },
  );
});
