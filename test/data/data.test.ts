import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { exportTo } from "../../src/data/export.ts";
import { importFrom } from "../../src/data/import.ts";
import { createLog } from "../../src/log.ts";
import { dollars } from "../../src/money.ts";
import { createQuota } from "../../src/quota/quota.ts";
import { GuildSettings } from "../../src/quota/settings.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createShelf } from "../../src/store/shelf.ts";
import { FOLDER_KEY } from "../../src/store/shared-folder.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { TABLES } from "../../src/store/tables.ts";
import {
  createTestDatabase,
  openTestPglite,
  openTestSqlite,
  SERVER,
  testStores,
} from "../fakes/stores.ts";

async function folder() {
  const path = await mkdtemp(join(tmpdir(), "rushes-data-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function fresh(open: () => Promise<{ store: Store; dispose(): Promise<void> }>) {
  const opened = await open();
  onTestFinished(() => opened.dispose());
  return opened.store;
}

/** A database with money spent and reserved, more rows than are read at once, and a step due. */
async function fill(store: Store): Promise<void> {
  const settings = createShelf(store, "guild", GuildSettings, Date.now);
  const bounds = { defaultBudget: dollars(10), globalBudget: undefined, personCap: undefined };
  const quota = createQuota({ store, settings, bounds, now: Date.now });
  await quota.setBudget("g", dollars(9), { id: "boss", isOperator: true });
  for (const [job, cost] of [
    ["done", 0.5],
    ["running", undefined],
  ] as const) {
    const claim = { job, guild: "g", person: "ann", amount: dollars(2) };
    await store.transaction(await quota.claim(claim));
    if (cost) await store.transaction((tx) => quota.settle(tx, job, dollars(cost)));
  }
  const durations = Array.from({ length: 1_203 }, (_, index) => ({
    id: `id-${String(index).padStart(5, "0")}`,
    model: "m",
    ms: index,
    at: 1,
  }));
  await store.db.insertInto("durations").values(durations).execute();
  await store.db.insertInto("due").values({ job: "running", guild: "g", at: 7 }).execute();
}

async function contentOf(store: Store) {
  const content: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const rows = await store.db.selectFrom(table).selectAll().execute();
    content[table] = rows
      .filter((row) => !("key" in row && row.key === FOLDER_KEY))
      .map((row) => JSON.stringify(row, Object.keys(row).toSorted()))
      .toSorted();
  }
  return content;
}

test.each(
  testStores
    .flatMap((from) => testStores.map((to) => ({ from, to })))
    .filter(
      // In this process there is one PostgreSQL, and it cannot be both.
      ({ from, to }) => from !== to || from.name === "SQLite",
    ),
)("everything moves from $from.name to $to.name", async ({ from, to }) => {
  const file = join(await folder(), "all.jsonl");
  const source = await fresh(from.open);
  await fill(source);
  const target = await fresh(to.open);

  const exported = await exportTo(source, file, Date.now());
  const imported = await importFrom(target, file);

  expect(imported).toEqual(exported);
  expect(await contentOf(target)).toEqual(await contentOf(source));
});

async function anExport() {
  const file = join(await folder(), "all.jsonl");
  const source = await fresh(openTestSqlite);
  await fill(source);
  await exportTo(source, file, Date.now());
  return { file, lines: (await readFile(file, "utf8")).trimEnd().split("\n"), source };
}

test("an export is for its owner's eyes, and never overwrites", async () => {
  const { file, source } = await anExport();

  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(exportTo(source, file, Date.now())).rejects.toThrow(/not there yet/);
});

test("an import into a database that is in use is refused", async () => {
  const { file, source } = await anExport();

  await expect(importFrom(source, file)).rejects.toThrow(/not empty/);
});

test.each([
  ["has lost a row", (lines: string[]) => lines.slice(0, -1), /incomplete/],
  ["has lost its header", (lines: string[]) => lines.slice(1), /not an export/],
  ["is empty", () => [], /not an export/],
  ["is something else", () => ["hello"], /not an export/],
  [
    "is of another version",
    (lines: string[]) => lines.map((line) => line.replace(/"schema":"[^"]+"/, '"schema":"9999"')),
    /another version/,
  ],
  [
    "has other sums than entries",
    (lines: string[]) => lines.map((line) => line.replace('"used":500000', '"used":400000')),
    /money of .* does not add up/,
  ],
])("an export that %s is refused, and nothing of it stays", async (_, change, message) => {
  const { lines } = await anExport();
  const file = join(await folder(), "changed.jsonl");
  await writeFile(file, change(lines).join("\n"));
  const target = await fresh(openTestPglite);

  await expect(importFrom(target, file)).rejects.toThrow(message);

  expect(Object.values(await contentOf(target)).flat()).toEqual([]);
});

test("a file that is not there is a sentence", async () => {
  const target = await fresh(openTestSqlite);

  await expect(importFrom(target, "/nowhere/all.jsonl")).rejects.toThrow(/cannot be read/);
});

/** Runs `npm run data` as a person does. */
function run(env: Record<string, string>, ...args: string[]) {
  return new Promise<{ code: number; out: string }>((resolve) => {
    const script = join(import.meta.dirname, "../../src/data.ts");
    const PATH = process.env["PATH"] ?? "";
    execFile(process.execPath, [script, ...args], { env: { PATH, ...env } }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out + err }),
    );
  });
}

test("the embedded database is exported and backed up while a bot works on it", async () => {
  const [DATA_DIR, to] = [await folder(), await folder()];
  const store = await openSqlite(DATA_DIR);
  onTestFinished(() => store.close());
  await fill(store);

  const exporting = await run({ DATA_DIR }, "export", join(to, "all.jsonl"));
  const backingUp = await run({ DATA_DIR }, "backup", join(to, "copy.db"));
  const importing = await run({ DATA_DIR }, "import", join(to, "all.jsonl"));

  expect(exporting).toMatchObject({ code: 0, out: expect.stringMatching(/^Exported \d+ rows/) });
  expect(backingUp).toMatchObject({ code: 0, out: expect.stringMatching(/^Copied the database/) });
  expect(importing).toMatchObject({ code: 2, out: expect.stringMatching(/already runs on/) });
  const copy = new Sqlite(join(to, "copy.db"), { readonly: true });
  expect(copy.prepare("select count(*) from durations").pluck().get()).toBe(1_203);
  copy.close();
  expect((await readdir(to)).toSorted()).toEqual(["all.jsonl", "copy.db"]);
});

test("what is asked for in a way that cannot work is answered kindly", async () => {
  const DATA_DIR = await folder();

  const none = await run({ DATA_DIR }, "backup", join(DATA_DIR, "copy.db"));
  const odd = await run({ DATA_DIR }, "explode", "file");
  const help = await run({ DATA_DIR }, "--help");

  expect(none).toMatchObject({ code: 2, out: expect.stringMatching(/^There is no database in/) });
  expect(odd).toMatchObject({ code: 2, out: expect.stringMatching(/npm run data -- export FILE/) });
  expect(help).toMatchObject({ code: 0 });
  expect(await readdir(DATA_DIR)).toEqual([]);
});

test.skipIf(SERVER === undefined)(
  "an installation moves to a server, but not onto a running bot (TEST_DATABASE_URL)",
  async () => {
    const [DATA_DIR, to] = [await folder(), await folder()];
    const file = join(to, "all.jsonl");
    const store = await openSqlite(DATA_DIR);
    await fill(store);
    await store.close();
    const database = await createTestDatabase();
    onTestFinished(database.drop);
    const env = { DATA_DIR, DATABASE_URL: database.url, SECRET_KEY: "x".repeat(32) };
    await run({ DATA_DIR }, "export", file);

    const first = await run(env, "import", file);
    const second = await run(env, "import", file);
    const bot = await openPostgres({
      url: database.url,
      dataDir: DATA_DIR,
      log: createLog("silent"),
    });
    onTestFinished(() => bot.close());
    const third = await run(env, "import", file);
    const back = await run(env, "export", join(to, "back.jsonl"));

    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^Imported/) });
    expect(second).toMatchObject({ code: 2, out: expect.stringMatching(/not empty/) });
    expect(third).toMatchObject({ code: 2, out: expect.stringMatching(/Rushes runs on this/) });
    expect(back).toMatchObject({ code: 0 });
    const lines = async (path: string) => (await readFile(path, "utf8")).split("\n").slice(1);
    expect((await lines(join(to, "back.jsonl"))).length).toBe((await lines(file)).length);
  },
);
