import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dollars, micros } from "../../src/money.ts";
import { csvLine } from "../../src/quota/csv.ts";
import { createLedgerFiles } from "../../src/quota/ledger-file.ts";
import { createQuota } from "../../src/quota/quota.ts";
import { GuildSettings } from "../../src/quota/settings.ts";
import { createShelf } from "../../src/store/shelf.ts";
import { createClock } from "../fakes/clock.ts";
import type { TestStore } from "../fakes/stores.ts";
import { testStores } from "../fakes/stores.ts";

const bounds = { defaultBudget: dollars(10), globalBudget: undefined, personCap: undefined };
const MONTH = 31 * 86_400_000;

test("a text that looks like a formula is none in a spreadsheet, a number stays one", () => {
  const cells = ["=1+1", '@x "y"', "-2", "a,b", { number: "-1.250000" }, ""];

  expect(csvLine(cells)).toBe(`'=1+1,"'@x ""y""",'-2,"a,b",-1.250000,\r\n`);
});

describe.each(testStores)("a ledger on $name", ({ open }) => {
  let opened: TestStore;
  let folder: string;

  beforeEach(async () => {
    opened = await open();
    folder = await mkdtemp(join(tmpdir(), "rushes-ledger-"));
  });
  afterEach(async () => {
    await opened.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  function begin(mostEntries?: number) {
    const { store } = opened;
    const clock = createClock();
    const settings = createShelf(store, "guild", GuildSettings, clock.now);
    const deps = { store, settings, bounds, now: clock.now };
    const quota = createQuota(deps);
    const spend = async (job: string, cost: number) => {
      const claim = { job, guild: "g", person: "discord:7", amount: dollars(2) };
      await store.transaction(await quota.claim(claim));
      await store.transaction((tx) => quota.settle(tx, job, micros(cost)));
      clock.jumpTo(clock.now() + 1_000);
    };
    const files = createLedgerFiles({ ...deps, folder: join(folder, "csv"), mostEntries });
    return { clock, quota, spend, files };
  }

  const rowsIn = async ({ path }: { path: string }) => {
    const [head, ...lines] = (await readFile(path, "utf8")).split("\r\n");
    return { head, lines: lines.slice(0, -1).map((line) => line.split(",")) };
  };

  test("this month's entries are one file, newest first, to the micro-dollar", async () => {
    const { quota, spend, files } = begin();
    await quota.grant("g", dollars(1), { id: "discord:9", isOperator: true });
    await spend("a", 1_213_600);

    const file = await files.write("g", "this");

    const { head, lines } = await rowsIn(file);
    expect(head).toBe("entry,at,month,kind,amount_usd,job,person,by");
    expect(lines.map(([, , , ...told]) => told.join(" ")).toSorted()).toEqual([
      "grant 1.000000   discord:9",
      "grant 10.000000   ",
      "release 0.786400 a discord:7 ",
      "reserve 2.000000 a discord:7 ",
      "settle 1.213600 a discord:7 ",
    ]);
    expect(lines.every(([, at = ""]) => new Date(at).toISOString() === at)).toBe(true);
    expect(file).toMatchObject({ entries: 5, isCut: false, month: lines[0]?.[2] });
    expect(file.fileName).toBe(`rushes-ledger-${file.month}.csv`);
  });

  test("last month and everything are told apart, and another guild's entries are in neither", async () => {
    const { clock, spend, quota, files } = begin();
    await spend("old", 1_000_000);
    clock.jumpTo(clock.now() + MONTH);
    await spend("new", 1_000_000);
    await quota.grant("other", dollars(1), { id: "discord:9", isOperator: true });

    const jobsOf = async (which: "this" | "last" | "all") => {
      const { lines } = await rowsIn(await files.write("g", which));
      return [...new Set(lines.map((line) => line[5]).filter(Boolean))];
    };

    expect(await jobsOf("this")).toEqual(["new"]);
    expect(await jobsOf("last")).toEqual(["old"]);
    expect(await jobsOf("all")).toEqual(["new", "old"]);
  });

  test("a ledger of thousands is bounded, and says so", async () => {
    const { store } = opened;
    const { clock, files } = begin(1_200);
    const rows = Array.from({ length: 1_300 }, (_, index) => ({
      id: `e${String(index).padStart(5, "0")}`,
      guild: "g",
      person: null,
      job: null,
      kind: "grant",
      amount: 1,
      period: "2026-11",
      global_period: "2026-11",
      actor: null,
      note: null,
      at: clock.now() + (index >> 2),
    }));
    await store.db.insertInto("ledger").values(rows.slice(0, 700)).execute();
    await store.db.insertInto("ledger").values(rows.slice(700)).execute();

    const file = await files.write("g", "all");

    const { lines } = await rowsIn(file);
    expect(file).toMatchObject({ entries: 1_200, isCut: true });
    expect(lines.map(([id]) => id)).toEqual(
      rows
        .map(({ id }) => id)
        .toReversed()
        .slice(0, 1_200),
    );
  });
});
