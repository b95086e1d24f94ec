import { afterEach, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { claimOnce } from "../../src/store/claims.ts";
import { startSweeping } from "../../src/store/sweep.ts";
import { createClock } from "../fakes/clock.ts";
import type { TestStore } from "../fakes/stores.ts";
import { openTestSqlite } from "../fakes/stores.ts";

let opened: TestStore;
let stop = () => {};
afterEach(async () => {
  stop();
  await opened.dispose();
});

test("claims are swept when nothing is delivered again any more", async () => {
  opened = await openTestSqlite();
  const { db } = opened.store;
  const clock = createClock();
  await claimOnce(db, "old", clock.now());
  clock.jumpTo(clock.now() + 91 * 24 * 3_600_000);
  await claimOnce(db, "new", clock.now());

  stop = startSweeping(opened.store, clock.now, createLog("silent"));

  const keys = async () =>
    (await db.selectFrom("kv").select("key").execute()).map(({ key }) => key);
  await vi.waitFor(async () => expect(await keys()).not.toContain("claim::old"));
  expect(await keys()).toContain("claim::new");
});
