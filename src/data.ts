import { resolve } from "node:path";
import type { Config } from "./config.ts";
import { readConfig, readEnvironment } from "./config.ts";
import { backUp } from "./data/backup.ts";
import { exportTo } from "./data/export.ts";
import { importFrom } from "./data/import.ts";
import { openForReading, openForWriting } from "./data/open.ts";
import { UserError } from "./errors.ts";
import { createLog } from "./log.ts";
import type { Store } from "./store/store.ts";

const EXIT = { done: 0, failed: 1, misused: 2 } as const;

const USAGE = `npm run data -- export FILE    write everything in the database into a file
npm run data -- import FILE    read such a file into an empty database
npm run data -- backup FILE    copy the embedded database while the bot runs

The database is the one of DATABASE_URL, or else the embedded one in DATA_DIR. Pictures and clips
are files in DATA_DIR and are not part of it: copy that folder along.`;

/** What is done, by name; each answers with one sentence about it. */
const TASKS: Record<string, (config: Config, file: string) => Promise<string>> = {
  async export(config, file) {
    const store = await openForReading(config, createLog("warn"));
    const { rows } = await closing(store, () => exportTo(store, file, Date.now()));
    return `Exported ${rows} rows to ${file}.`;
  },
  async import(config, file) {
    const store = await openForWriting(config, createLog("warn"));
    const { rows } = await closing(store, () => importFrom(store, file));
    return `Imported ${rows} rows from ${file}. Start the bot: what was in the making goes on.`;
  },
  async backup(config, file) {
    const { jobs } = await backUp(config, file);
    return `Copied the database with ${jobs} jobs to ${file}.`;
  },
};

async function closing<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await store.close();
  }
}

async function main([name = "help", file, ...rest]: readonly string[]): Promise<number> {
  if (["help", "--help", "-h"].includes(name)) {
    console.log(USAGE);
    return EXIT.done;
  }
  const task = TASKS[name];
  if (!task || file === undefined || rest.length > 0) {
    console.error(USAGE);
    return EXIT.misused;
  }
  console.log(await task(readConfig(readEnvironment()), resolve(file)));
  return EXIT.done;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UserError ? EXIT.misused : EXIT.failed;
}
