import type { ConstructorOptions, Db, Job, PgBoss } from "pg-boss";
import { UserError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import type { Database } from "../../store/store.ts";
import type { Turn } from "../queue.ts";

/** pg-boss's name for our one queue; a job's turns stand in it under the job's id. */
export const TURNS = "turns";

const YEAR = 31_536_000;
/** The longest that one step may hold its turn, in seconds. */
const LONGEST_STEP = 43_200;

/** A job's turn in the queue, and the time that the table `due` has for it unless it is stale. */
export type DueTurn = Turn & { readonly at: number };

/** A turn that this process holds, until it is given back or its heartbeat has stopped for 10 s. */
export type Lease = Pick<Job<DueTurn>, "id" | "retryCount" | "data">;

/** What we use of pg-boss. */
export interface Boss extends Pick<
  PgBoss,
  "deleteJob" | "fetch" | "getDb" | "insert" | "send" | "stop" | "touch"
> {
  /** Makes a statement of pg-boss part of our transaction. */
  within(tx: Database): Db;
}

/** Starts pg-boss, and makes its tables and our queue when they are missing; processes may race. */
export async function openBoss(
  connection: Pick<ConstructorOptions, "connectionString" | "db" | "backend">,
  log: Logger,
): Promise<Boss> {
  // Loaded only here: an embedded installation never pays for it.
  const { PgBoss, fromKysely } = await import("pg-boss");
  const boss = new PgBoss({
    ...connection,
    application_name: "rushes-queue",
    max: 4,
    schedule: false,
    // A heartbeat ends after 10 s; noticing it must not take the 15 s that are promised beyond them.
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
  });
  boss.on("error", (error) => log.warn({ err: error }, "the queue has trouble with its database"));
  boss.on("warning", ({ message }) => log.warn({ warning: message }, "the queue warns"));
  try {
    await boss.start();
    await boss.createQueue(TURNS, {
      // Its stricter policies hold back a job's second turn, too, but compare every due one with
      // every other: with thousands due they take seconds.
      policy: "standard",
      heartbeatSeconds: 10,
      expireInSeconds: LONGEST_STEP,
      // The runner decides how often something is tried, not the queue.
      retryLimit: 1_000_000,
      retryDelay: 0,
      retentionSeconds: YEAR,
      deleteAfterSeconds: 60,
      warningQueueSize: 100_000,
    });
    // It looks a queue up at its first use, and that must not be within a transaction of ours.
    await boss.findJobs(TURNS, { key: "none" });
  } catch (error) {
    await boss.stop({ graceful: false });
    throw explained(error);
  }
  return Object.assign(boss, { within: fromKysely });
}

function explained(error: unknown): unknown {
  const isForbidden = error instanceof Error && "code" in error && error.code === "42501";
  if (!isForbidden) return error;
  return new UserError(
    `The queue cannot be set up in the database (${error.message}). The role in DATABASE_URL must be allowed to create a schema.`,
    {},
    { cause: error },
  );
}
