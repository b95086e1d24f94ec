import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { cardOf } from "../src/jobs/words/card.ts";
import type { JobIn } from "../src/jobs/job.ts";
import { insertRecord } from "../src/jobs/records.ts";
import { micros } from "../src/money.ts";
import type { Bench, Line } from "./bench.ts";
import { inMib, inMs, inSeconds } from "./figures.ts";
import type { Started } from "./processes.ts";
import { memoryOf, startRushes, startServer } from "./processes.ts";
import type { Shelf } from "./shelves.ts";
import { SHELVES } from "./shelves.ts";

const JOBS = 10_000;
const GUILDS = 200;
const AT_ONCE = 500;
const WATCHED = 20_000; // ms
const WATCH = ["--import", new URL("./servers/watched.ts", import.meta.url).href];

/**
 * The bot itself, started with 10 000 generations in its database that are all overdue: a restart
 * after an outage, and the worst moment that there is. Its provider says of each that it is still
 * filming. The floor is the same bot without a job, started before. Lag is how late the oldest due
 * step is after twenty seconds of catching up.
 */
export const bench: Bench = {
  async run() {
    const lines: Line[] = [];
    for (const { name, open, skipped } of SHELVES) {
      const what = `10 000 waiting jobs, ${name}`;
      // oxlint-disable-next-line no-await-in-loop -- side by side they would measure each other
      lines.push(...(skipped === undefined ? await measure(what, open) : [{ what, skipped }]));
    }
    return lines;
  },
};

async function measure(what: string, open: () => Promise<Shelf>): Promise<Line[]> {
  await using studio = await startServer({ script: "./servers/studio.ts" });
  await using shelf = await open();
  await using empty = await open();
  await empty.close();
  const floor = await watch(empty, studio, 0);
  await fill(shelf);
  await shelf.close();
  const ours = await watch(shelf, studio, JOBS);
  return [
    {
      what: `${what}: start to ready`,
      ours: inMs(ours.readyAfter),
      floor: inMs(floor.readyAfter),
      ratio: ours.readyAfter / floor.readyAfter,
      aim: "within 3 s",
    },
    {
      what: `${what}: most memory`,
      ours: inMib(ours.memory),
      floor: inMib(floor.memory),
      ratio: ours.memory / floor.memory,
      aim: `at most 250 MiB more: ${inMib(ours.memory - floor.memory)}`,
    },
    {
      what: `${what}: event loop late, p99 (longest)`,
      ours: `${inMs(ours.p99)} (${inMs(ours.longest)})`,
      floor: `${inMs(floor.p99)} (${inMs(floor.longest)})`,
      aim: "p99 at most 20 ms",
    },
    {
      what: `${what}: lag after ${WATCHED / 1_000} s`,
      ours: inSeconds(ours.lag),
      floor: inSeconds(floor.lag),
      aim: "",
    },
  ];
}

async function watch({ dataDir, env }: Shelf, studio: Started, jobs: number) {
  const provider = { OPENAI_BASE_URL: `${studio.url}/v1`, OPENAI_MODELS: "film-1=0.1" };
  await using rushes = await startRushes(dataDir, { ...env, ...provider }, WATCH);
  // The start itself is another line.
  await askLateness(rushes);
  const seen = await metricOf(rushes, 'rushes_jobs{state="generating"}');
  if (seen !== jobs) throw new Error(`the bot sees ${seen} jobs, not ${jobs}`);
  let memory = 0;
  const until = performance.now() + WATCHED;
  while (performance.now() < until) {
    // oxlint-disable-next-line no-await-in-loop -- a sample each quarter of a second
    await sleep(250);
    // oxlint-disable-next-line no-await-in-loop -- as above
    memory = Math.max(memory, await memoryOf(rushes.pid));
  }
  const lateness = await askLateness(rushes);
  const lag = (await metricOf(rushes, "rushes_due_lag_seconds")) * 1_000;
  return { ...lateness, memory, lag, readyAfter: rushes.readyAfter };
}

interface Lateness {
  readonly p99: number;
  readonly longest: number;
}

async function askLateness({ child }: Started): Promise<Lateness> {
  const answer = once(child, "message");
  child.send("?");
  const [lateness] = await answer;
  return lateness as Lateness;
}

/** 0 when it is not told. */
async function metricOf({ url }: Started, name: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const line = metrics.split("\n").find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? 0);
}

async function fill({ store, queue }: Shelf): Promise<void> {
  const now = Date.now();
  const jobs = Array.from({ length: JOBS }, (_, index) => jobOf(index, now));
  for (let from = 0; from < JOBS; from += AT_ONCE) {
    // oxlint-disable-next-line no-await-in-loop -- one transaction at a time is the point
    await store.transaction(async (tx) => {
      for (const job of jobs.slice(from, from + AT_ONCE)) {
        await insertRecord(tx, job);
        await queue.schedule(tx, { job: job.id, guild: job.guild }, now);
        await tx.insertInto("local_messages").values(cardMessageOf(job)).execute();
      }
    });
  }
}

function jobOf(index: number, now: number): JobIn<"generating"> {
  const id = `waiting${String(index).padStart(8, "0")}`;
  return {
    id,
    guild: `local:guild-${index % GUILDS}`,
    person: { id: "local:you", name: "You" },
    platform: "local",
    place: "local:channel",
    invocation: id,
    locale: "en",
    kin: {},
    provider: "openai",
    request: {
      prompt: "a paper boat drifts through a neon city in the rain, slow push in",
      model: "film-1",
      mode: "text",
      seconds: 4,
      aspect: "16:9",
      resolution: "720p",
      seed: index,
      pictures: [],
    },
    quote: micros(400_000),
    createdAt: now,
    failures: 0,
    state: "generating",
    card: { thread: `local:${id}`, message: `${id}-card` },
    key: `${id}-key`,
    submittedAt: now,
    operation: { video: `video_${index}` },
  };
}

/** Its card in the playground, as it stood before the outage. */
function cardMessageOf(job: JobIn<"generating">) {
  const { thread, message: id } = job.card;
  const at = job.createdAt;
  return {
    id,
    thread,
    key: id,
    kind: "card",
    clip: null,
    removed_at: null,
    body: JSON.stringify({ author: "rushes", message: cardOf(job, "Film One") }),
    created_at: at,
    updated_at: at,
  };
}
