import { setTimeout as pause } from "node:timers/promises";
import { createTestDatabase, SERVER } from "../test/fakes/stores.ts";
import type { Fault, Route } from "../test/fakes/openai-server.ts";
import { auditLedger } from "../test/fakes/world-audit.ts";
import type { Begun, World } from "../test/fakes/world.ts";
import { openWorld } from "../test/fakes/world.ts";

// `npm run soak -- 10`: for so many minutes, people film, cancel and ask again while the bot is
// killed at any moment and the studio misbehaves. Then the studio's bills, the threads and the
// ledger must agree that nothing was filmed, posted or paid twice. With TEST_DATABASE_URL the bot
// works on that server.

const VIDEOS = 6;
const LONGEST_LIFE = 2_500;
const FILMING = 1_200;
const CANCELS = 0.2;
const MINUTE = 60_000;

const mischief: readonly (readonly [Route, Fault])[] = [
  ["create", { kind: "reset", accepted: true }],
  ["create", { kind: "reset", accepted: false }],
  ["create", { kind: "status", status: 500, accepted: true }],
  ["create", { kind: "status", status: 429, accepted: false, headers: { "retry-after": "1" } }],
  ["create", { kind: "html", accepted: true }],
  ["retrieve", { kind: "status", status: 503 }],
  ["retrieve", { kind: "reset" }],
  ["list", { kind: "status", status: 500 }],
  ["content", { kind: "truncate" }],
  ["content", { kind: "reset" }],
];

interface Wish extends Begun {
  readonly prompt: string;
}

const minutes = Number(process.argv[2] ?? 10);
const ends = Date.now() + minutes * MINUTE;
const database = SERVER === undefined ? undefined : await createTestDatabase();
const world = await openWorld({ filming: FILMING, databaseUrl: database?.url });
const wishes: Wish[] = [];
let kills = 0;
let wrongs: string[] = [];
try {
  while (Date.now() < ends && wrongs.length === 0) {
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    wrongs = await round(world);
  }
} finally {
  await world.close();
  await database?.drop();
}
for (const wrong of wrongs) console.error(wrong);
console.log(wrongs.length === 0 ? "Nothing was filmed, posted or paid twice." : world.words());
process.exitCode = wrongs.length === 0 ? 0 : 1;

/** Some videos and some kills, until all has come to rest. Answers what is wrong afterwards. */
async function round({ studio, kill, film, cancel, rest, stop }: World): Promise<string[]> {
  const begun: Wish[] = [];
  const isDone = new AbortController();
  const dying = (async () => {
    while (!isDone.signal.aborted) {
      await pause(Math.random() * LONGEST_LIFE, undefined, { signal: isDone.signal });
      await kill();
      kills += 1;
    }
  })().catch(() => undefined);
  for (let count = 0; count < VIDEOS; count += 1) {
    const trouble = mischief[Math.floor(Math.random() * mischief.length * 2)];
    if (trouble) studio.fail(...trouble);
    const prompt = `paper boat number ${wishes.length + 1}`;
    const wish = { ...(await film(prompt.replaceAll(" ", "-"), prompt)), prompt };
    begun.push(wish);
    wishes.push(wish);
    await pause(Math.random() * FILMING);
    if (Math.random() < CANCELS) await cancel(wish.job, `stop-${wish.job}`);
  }
  await pause(FILMING * 2);
  isDone.abort();
  await dying;
  for (const { thread } of begun) await rest(thread);
  await stop();
  const { found, outcomes } = await wrongsOf(world);
  console.log(`${wishes.length} videos, ${kills} kills, ${JSON.stringify(outcomes)}`);
  return found;
}

/** What must never be, of all the videos there have been. */
async function wrongsOf({ studio, inspect }: World) {
  return inspect(async (store) => {
    const found = await auditLedger(store);
    const outcomes: Record<string, number> = {};
    const rows = await store.db.selectFrom("jobs").select(["id", "data"]).execute();
    const messages = await store.db
      .selectFrom("local_messages")
      .select(["thread", "kind"])
      .execute();
    if (rows.length !== wishes.length) found.push(`${rows.length} jobs, ${wishes.length} wishes`);
    for (const { job, thread, prompt } of wishes) {
      const data = rows.find(({ id }) => id === job)?.data ?? "{}";
      const kind = (JSON.parse(data) as { outcome?: { kind: string } }).outcome?.kind ?? "open";
      outcomes[kind] = (outcomes[kind] ?? 0) + 1;
      const count = (of: string) =>
        messages.filter((message) => message.thread === thread && message.kind === of).length;
      const bills = studio.bills.filter((bill) => bill.prompt === prompt).length;
      const seen = `${job} ended as ${kind}: ${bills} bills, ${count("card")} cards, ${count("clip")} clips`;
      if (!isRight(kind, bills, count("card"), count("clip"))) found.push(seen);
    }
    return { found, outcomes };
  });
}

function isRight(outcome: string, bills: number, cards: number, clips: number): boolean {
  if (bills > 1 || cards !== 1) return false;
  if (outcome === "delivered") return bills === 1 && clips === 1;
  // Without an answer and without a trace; what is billed leaves a trace.
  if (outcome === "missing") return bills === 0 && clips === 0;
  return outcome === "cancelled" && bills === 0 && clips === 0;
}
