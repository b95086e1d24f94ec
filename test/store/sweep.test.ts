import { expect, onTestFinished, test } from "vitest";
import { claimOnce } from "../../src/store/claims.ts";
import { expired } from "../../src/store/sweep.ts";
import { createClock } from "../fakes/clock.ts";
import { openTestSqlite } from "../fakes/stores.ts";

test("claims are swept when nothing is delivered again any more", async () => {
  const opened = await openTestSqlite();
  onTestFinished(() => opened.dispose());
  const { db } = opened.store;
  const clock = createClock();
  await claimOnce(db, "old", clock.now());
  clock.jumpTo(clock.now() + 90 * 24 * 3_600_000);
  await claimOnce(db, "new", clock.now());

  await expired(opened.store)(clock.now());

  const keys = (await db.selectFrom("kv").select("key").execute()).map(({ key }) => key);
  expect(keys).toEqual(["claim::new"]);
});
