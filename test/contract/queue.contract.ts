import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Queue, Turn } from "../../src/queue/queue.ts";
import type { Store } from "../../src/store/store.ts";
import type { TestStore } from "../fakes/stores.ts";
import { SOON } from "../soon.ts";

export interface TestQueue extends TestStore {
  /** Opens a queue as a process would; closed with `queue.stop`. */
  open(): Promise<Queue>;
}

function barrier() {
  let lift = () => {};
  const lifted = new Promise<void>((resolve) => (lift = resolve));
  return { lifted, lift };
}

/** What every queue must do. */
export function queueContract(setUp: () => Promise<TestQueue>) {
  describe("queue contract", () => {
    let world: TestQueue;
    let store: Store;
    let queue: Queue;
    /** What was handed out, in order, and when. */
    let seen: { job: string; at: number }[];
    beforeEach(async () => {
      world = await setUp();
      store = world.store;
      queue = await world.open();
      seen = [];
    });
    afterEach(async () => {
      await queue.stop(0);
      await world.dispose();
    });

    const schedule = (job: string, at: number, guild = "g") =>
      store.transaction((tx) => queue.schedule(tx, { job, guild }, at));
    const finish = (turn: Turn) => store.transaction((tx) => queue.remove(tx, turn));
    const jobs = () => seen.map(({ job }) => job);

    /** Notes each turn, does `step`, and ends the job. */
    function startWith(step: (turn: Turn) => Promise<void> = async () => {}): void {
      queue.start(async (turn) => {
        seen.push({ job: turn.job, at: Date.now() });
        await step(turn);
        await finish(turn);
      });
    }

    test("a turn comes at its time, and not before", async () => {
      startWith();
      // Planned with jitter, so it is no whole number.
      const at = Date.now() + 700.25;

      await schedule("later", at);
      await schedule("now", Date.now() - 0.75);

      await vi.waitFor(() => expect(jobs()).toEqual(["now", "later"]), SOON);
      // The database's clock and ours may differ by a little.
      expect(seen[1]?.at).toBeGreaterThanOrEqual(at - 100);
    });

    test("what was due before the queue started comes then, with its guild", async () => {
      const turns: Turn[] = [];
      await schedule("a", Date.now() - 60_000, "guild-1");

      queue.start(async (turn) => {
        turns.push(turn);
        await finish(turn);
      });

      await vi.waitFor(() => expect(turns).toEqual([{ job: "a", guild: "guild-1" }]), SOON);
    });

    test("the last schedule counts", async () => {
      await schedule("a", Date.now());
      await schedule("a", Date.now() + 3_600_000);
      await schedule("b", Date.now() + 3_600_000);
      await schedule("b", Date.now());

      startWith();

      await vi.waitFor(() => expect(jobs()).toEqual(["b"]), SOON);
      await schedule("c", Date.now());
      await vi.waitFor(() => expect(jobs()).toEqual(["b", "c"]), SOON);
    });

    test("what is scheduled or removed in a transaction that fails is as it was", async () => {
      await schedule("kept", Date.now());
      const fail = (work: (tx: Parameters<Queue["remove"]>[0]) => Promise<void>) =>
        store.transaction(async (tx) => {
          await work(tx);
          throw new Error("rolled back");
        });

      await expect(
        fail((tx) => queue.schedule(tx, { job: "never", guild: "g" }, Date.now())),
      ).rejects.toThrow("rolled back");
      await expect(fail((tx) => queue.remove(tx, { job: "kept", guild: "g" }))).rejects.toThrow(
        "rolled back",
      );

      startWith();
      await vi.waitFor(() => expect(jobs()).toEqual(["kept"]), SOON);
      await schedule("last", Date.now());
      await vi.waitFor(() => expect(jobs()).toEqual(["kept", "last"]), SOON);
    });

    test("a removed job gets no turn, until it is scheduled again", async () => {
      await schedule("a", Date.now());
      await finish({ job: "a", guild: "g" });
      startWith();
      await schedule("b", Date.now());
      await vi.waitFor(() => expect(jobs()).toEqual(["b"]), SOON);

      await schedule("a", Date.now());

      await vi.waitFor(() => expect(jobs()).toEqual(["b", "a"]), SOON);
    });

    test("a job has one turn at a time; what is scheduled meanwhile comes after it", async () => {
      const first = barrier();
      let atOnce = 0;
      let most = 0;
      queue.start(async (turn) => {
        seen.push({ job: turn.job, at: Date.now() });
        most = Math.max(most, (atOnce += 1));
        if (seen.length === 1) await first.lifted;
        else await finish(turn);
        atOnce -= 1;
      });
      await schedule("a", Date.now());
      await vi.waitFor(() => expect(jobs()).toEqual(["a"]), SOON);

      await schedule("a", Date.now());
      await schedule("other", Date.now(), "h");
      await vi.waitFor(() => expect(jobs()).toEqual(["a", "other"]), SOON);
      await finish({ job: "other", guild: "h" });
      first.lift();

      await vi.waitFor(() => expect(jobs()).toEqual(["a", "other", "a"]), SOON);
      expect(most).toBe(2);
    });

    test("a turn that breaks, or says nothing about what comes next, comes again after a pause", async () => {
      queue.start(async (turn) => {
        const isFirst = !jobs().includes(turn.job);
        seen.push({ job: turn.job, at: Date.now() });
        if (!isFirst) return finish(turn);
        if (turn.job === "breaks") throw new Error("broken");
      });
      const started = Date.now();

      await schedule("breaks", started);
      await schedule("silent", started);

      const twice = ["breaks", "breaks", "silent", "silent"];
      await vi.waitFor(() => expect(jobs().toSorted()).toEqual(twice), SOON);
      expect(seen.filter(({ at }) => at < started + 1_000)).toHaveLength(2);
    });

    test("a guild with one job does not wait for two hundred of another", async () => {
      const busy = barrier();
      for (let index = 0; index < 200; index += 1) {
        await schedule(`busy-${index}`, Date.now(), "busy");
      }
      startWith(async ({ guild }) => {
        // The busy guild's steps take their time, a few at a time.
        if (guild === "busy") await Promise.race([busy.lifted, tenth()]);
      });
      await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0), SOON);

      await schedule("quiet", Date.now(), "quiet");
      await vi.waitFor(() => expect(jobs()).toContain("quiet"), SOON);

      expect(jobs().indexOf("quiet")).toBeLessThan(150);
      busy.lift();
      await vi.waitFor(() => expect(seen).toHaveLength(201), SOON);
    });

    test("stopping waits for turns that run, and hands out no more", async () => {
      const step = barrier();
      startWith(() => step.lifted);
      await schedule("a", Date.now());
      await vi.waitFor(() => expect(jobs()).toEqual(["a"]), SOON);

      const stopped = queue.stop(10_000);
      await schedule("b", Date.now());
      step.lift();
      await stopped;

      const left = await store.db.selectFrom("due").select("job").execute();
      expect(left).toEqual([{ job: "b" }]);
      expect(jobs()).toEqual(["a"]);
    });

    test("stopping waits no longer than the grace", async () => {
      startWith(() => barrier().lifted);
      await schedule("a", Date.now());
      await vi.waitFor(() => expect(jobs()).toEqual(["a"]), SOON);

      await expect(queue.stop(50)).resolves.toBeUndefined();
    });

    test("what is left when the queue stops comes when it is opened again", async () => {
      await schedule("a", Date.now());
      await queue.stop(0);

      queue = await world.open();
      startWith();

      await vi.waitFor(() => expect(jobs()).toEqual(["a"]), SOON);
    });

    test("a step that stands in the table alone is found when the queue is opened", async () => {
      await queue.stop(0);
      await store.db
        .insertInto("due")
        .values({ job: "moved", guild: "g", at: Date.now() - 1 })
        .execute();

      queue = await world.open();
      startWith();

      await vi.waitFor(() => expect(jobs()).toEqual(["moved"]), SOON);
    });

    test("the lag is how late the oldest due step is", async () => {
      expect(await queue.lag()).toBe(0);

      await schedule("a", Date.now() - 60_000);
      await schedule("b", Date.now() + 60_000);

      const lag = await queue.lag();
      expect(lag).toBeGreaterThanOrEqual(60_000);
      expect(lag).toBeLessThan(120_000);
    });
  });
}

/** A step of a tenth of a second. */
function tenth(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
