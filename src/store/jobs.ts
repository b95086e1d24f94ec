import type { Database, JobRow } from "./schema.ts";

export async function insertJob(tx: Database, row: JobRow): Promise<void> {
  await tx.insertInto("jobs").values(row).execute();
}

export async function jobById(tx: Database, id: string): Promise<JobRow | undefined> {
  return tx.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function jobByInvocation(
  tx: Database,
  invocation: string,
): Promise<JobRow | undefined> {
  return tx.selectFrom("jobs").selectAll().where("invocation", "=", invocation).executeTakeFirst();
}

export async function jobBySubmitKey(tx: Database, key: string): Promise<JobRow | undefined> {
  return tx.selectFrom("jobs").selectAll().where("submit_key", "=", key).executeTakeFirst();
}

export type JobChange = Pick<JobRow, "state" | "data" | "quote" | "updated_at"> &
  Partial<Pick<JobRow, "submit_key" | "operation">>;

/**
 * Writes a job that was read at `revision`. Answers `false`, and writes nothing, when somebody else
 * has changed it since.
 */
export async function updateJob(
  tx: Database,
  id: string,
  revision: number,
  change: JobChange,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("jobs")
    .set({ ...change, revision: revision + 1 })
    .where("id", "=", id)
    .where("revision", "=", revision)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Notes that somebody wishes the job cancelled. The first wish counts. */
export async function wishCancel(tx: Database, id: string, person: string): Promise<void> {
  await tx
    .updateTable("jobs")
    .set({ cancel_wish: person })
    .where("id", "=", id)
    .where("cancel_wish", "is", null)
    .execute();
}

/** Notes that a guild has gone, and all its jobs are to end. It stands in the place of other wishes. */
export async function wishGone(tx: Database, id: string, guild: string): Promise<void> {
  await tx.updateTable("jobs").set({ cancel_wish: guild }).where("id", "=", id).execute();
}

/** A guild's jobs, newest first; only one person's, or in one of `states`, where given. */
export async function jobsOfGuild(
  tx: Database,
  {
    guild,
    person,
    states,
    limit,
  }: {
    guild: string;
    person?: string | undefined;
    states?: readonly string[];
    limit: number;
  },
): Promise<JobRow[]> {
  return tx
    .selectFrom("jobs")
    .selectAll()
    .where("guild", "=", guild)
    .$if(person !== undefined, (query) => query.where("person", "=", person ?? ""))
    .$if(states !== undefined, (query) => query.where("state", "in", states ?? []))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** The parts of a film or of a comparison, in their order. */
export async function jobsOfParent(tx: Database, parent: string): Promise<JobRow[]> {
  return tx.selectFrom("jobs").selectAll().where("parent", "=", parent).orderBy("id").execute();
}

/** What was made from a job, oldest first. */
export async function jobsMadeFrom(tx: Database, origin: string): Promise<JobRow[]> {
  return tx.selectFrom("jobs").selectAll().where("origin", "=", origin).orderBy("id").execute();
}

/** How many jobs are in one of `states`, of one guild or person where given. */
export async function countJobs(
  tx: Database,
  where: {
    states?: readonly string[];
    guild?: string;
    person?: string;
    quote?: number;
    since?: number;
    before?: number;
    /** Parts of what is counted itself are left out: a film or a comparison counts as one. */
    isWhole?: boolean;
    /** Only what is filmed itself: neither a film nor a comparison, nor a storyboard in planning. */
    isTake?: boolean;
  },
): Promise<number> {
  const { states, guild, person, quote, since, before, isWhole = false, isTake = false } = where;
  let query = tx.selectFrom("jobs").select((is) => is.fn.countAll<number | string>().as("count"));
  if (states) query = query.where("state", "in", states);
  if (guild !== undefined) query = query.where("guild", "=", guild);
  if (person !== undefined) query = query.where("person", "=", person);
  if (quote !== undefined) query = query.where("quote", "=", quote);
  if (since !== undefined) query = query.where("created_at", ">=", since);
  if (before !== undefined) query = query.where("created_at", "<", before);
  if (isWhole) {
    query = query.where((is) => {
      const whole = is
        .selectFrom("jobs as whole")
        .select("whole.id")
        .whereRef("whole.id", "=", "jobs.parent")
        .$if(states !== undefined, (of) => of.where("whole.state", "in", states ?? []));
      return is.not(is.exists(whole));
    });
  }
  if (isTake) {
    query = query.where("state", "!=", "planning").where((is) => {
      const part = is.selectFrom("jobs as part").select("part.id");
      return is.not(is.exists(part.whereRef("part.parent", "=", "jobs.id")));
    });
  }
  const { count } = await query.executeTakeFirstOrThrow();
  return Number(count);
}

/** How many jobs stand in each state. */
export async function jobsByState(tx: Database): Promise<{ state: string; count: number }[]> {
  const rows = await tx
    .selectFrom("jobs")
    .select((is) => ["state", is.fn.countAll<number | string>().as("count")])
    .groupBy("state")
    .execute();
  return rows.map(({ state, count }) => ({ state, count: Number(count) }));
}

/** Who holds one of these operations, if anybody: each belongs to one job for ever. */
export async function operationsTaken(
  tx: Database,
  operations: readonly string[],
): Promise<Set<string>> {
  if (operations.length === 0) return new Set();
  const rows = await tx
    .selectFrom("jobs")
    .select("operation")
    .where("operation", "in", operations)
    .execute();
  return new Set(rows.flatMap(({ operation }) => operation ?? []));
}

/** The jobs that have a submission and no operation, as far as they have changed since. */
export async function jobsSubmittedSince(tx: Database, since: number): Promise<JobRow[]> {
  return tx
    .selectFrom("jobs")
    .selectAll()
    .where("submit_key", "is not", null)
    .where("operation", "is", null)
    .where("updated_at", ">=", since)
    .execute();
}

export async function jobByOperation(tx: Database, operation: string): Promise<JobRow | undefined> {
  return tx.selectFrom("jobs").selectAll().where("operation", "=", operation).executeTakeFirst();
}
