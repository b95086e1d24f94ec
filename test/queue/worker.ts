import { createLog } from "../../src/log.ts";
import { createPgBossQueue } from "../../src/queue/pg-boss.ts";
import { openPostgres } from "../../src/store/postgres.ts";

// One process that takes turns, for tests that kill it. It says what it takes, holds the job "held"
// for ever, and ends every other.
const [url = "", dataDir = ""] = process.argv.slice(2);
const log = createLog("silent");
const store = await openPostgres({ url, dataDir, log });
const queue = await createPgBossQueue({ store, url, now: Date.now, log });
queue.start(async (turn) => {
  console.log(turn.job);
  if (turn.job === "held") await new Promise(() => {});
  await store.transaction((tx) => queue.remove(tx, turn));
});
console.log("ready");
