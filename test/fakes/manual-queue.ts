import type { Database, Store } from "../../src/store/store.ts";
import type { Queue, Turn } from "../../src/queue/queue.ts";
import type { Clock } from "./clock.ts";

const MOST_TURNS = 2_000;

/** The embedded queue's table, driven by the test: time jumps to the next due step. */
export function createManualQueue(store: Store, clock: Clock) {
  let work: ((turn: Turn) => Promise<void>) | undefined;

  const queue: Queue = {
    async schedule(tx: Database, { job, guild }, at) {
      await tx
        .insertInto("due")
        .values({ job, guild, at })
        .onConflict((row) => row.column("job").doUpdateSet({ at }))
        .execute();
    },
    async remove(tx, { job }) {
      await tx.deleteFrom("due").where("job", "=", job).execute();
    },
    start(take) {
      work = take;
    },
    async stop() {
      work = undefined;
    },
    lag: async () => 0,
  };

  async function next() {
    return store.db.selectFrom("due").selectAll().orderBy("at").executeTakeFirst();
  }

  return {
    queue,
    /** Takes the turn that is due next, and jumps to its time. Answers whether there was one. */
    async turn(): Promise<boolean> {
      const due = await next();
      if (!due || !work) return false;
      clock.jumpTo(due.at);
      await work(due);
      return true;
    },
    /** Takes turns until nothing is due any more. */
    async settle(): Promise<void> {
      for (let turns = 0; turns < MOST_TURNS; turns += 1) if (!(await this.turn())) return;
      throw new Error("the jobs never come to rest");
    },
    /** Takes turns as they come due in the next ten minutes: what waits for people goes on waiting. */
    async soon(): Promise<void> {
      const until = clock.now() + 10 * 60_000;
      for (let turns = 0; turns < MOST_TURNS; turns += 1) {
        const due = await next();
        if (!due || due.at > until) return;
        await this.turn();
      }
      throw new Error("the jobs never come to rest");
    },
    /** Takes every turn that is due now, once, all together. */
    async tick(): Promise<void> {
      const due = await store.db
        .selectFrom("due")
        .selectAll()
        .where("at", "<=", clock.now())
        .execute();
      await Promise.all(due.map(async (turn) => work?.(turn)));
    },
  };
}
