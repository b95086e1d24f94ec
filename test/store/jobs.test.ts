import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimOnce, unclaim } from "../../src/store/claims.ts";
import { openAccount, moveUsed, settleIn } from "../../src/store/accounts.ts";
import { insertJob, jobById, updateJob, wishCancel, wishGone } from "../../src/store/jobs.ts";
import type { JobRow } from "../../src/store/schema.ts";
import type { TestStore } from "../fakes/stores.ts";
import { testStores } from "../fakes/stores.ts";

const row = (id: string, change: Partial<JobRow> = {}): JobRow => ({
  id,
  guild: "g",
  person: "p",
  state: "requested",
  invocation: `invocation-${id}`,
  submit_key: null,
  operation: null,
  data: "{}",
  revision: 1,
  cancel_wish: null,
  quote: 0,
  parent: null,
  origin: null,
  created_at: 1,
  updated_at: 1,
  ...change,
});

describe.each(testStores)("what the tables themselves refuse on $name", ({ open }) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.dispose());

  test.each(["invocation", "submit_key", "operation"] as const)(
    "two jobs never share their %s",
    async (column) => {
      const { db } = opened.store;
      await insertJob(db, row("a", { [column]: "one" }));

      await expect(insertJob(db, row("b", { [column]: "one" }))).rejects.toThrow(/unique/i);
      await insertJob(db, row("c", { [column]: "other" }));
    },
  );

  test("no account falls below zero", async () => {
    const { db } = opened.store;
    const key = { scope: "g", period: "2026-11" };
    await openAccount(db, key, 10);

    await expect(moveUsed(db, key, -1)).rejects.toThrow(/check|constraint/i);
    await expect(settleIn(db, key, { settled: 0, released: 1 })).rejects.toThrow(/check/i);
  });

  test("a job is written against the revision that was read, once", async () => {
    const { db } = opened.store;
    await insertJob(db, row("a"));
    const change = { state: "accepted", data: "{}", quote: 0, updated_at: 2 };

    const answers = [await updateJob(db, "a", 1, change), await updateJob(db, "a", 1, change)];

    expect(answers).toEqual([true, false]);
    expect(await jobById(db, "a")).toMatchObject({ revision: 2 });
  });

  test("the first wish to cancel counts, unless the guild has gone", async () => {
    const { db } = opened.store;
    await insertJob(db, row("a"));
    await wishCancel(db, "a", "ann");
    await wishCancel(db, "a", "bob");
    const first = await jobById(db, "a");

    await wishGone(db, "a", "g");

    expect(first).toMatchObject({ cancel_wish: "ann" });
    expect(await jobById(db, "a")).toMatchObject({ cancel_wish: "g" });
  });

  test("a claim that was given back may be made again", async () => {
    const { db } = opened.store;
    await claimOnce(db, "event-1", 1);

    await unclaim(db, "event-1");

    expect([await claimOnce(db, "event-1", 2), await claimOnce(db, "event-1", 3)]).toEqual([
      true,
      false,
    ]);
  });
});
