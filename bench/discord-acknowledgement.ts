import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startDiscord, TOKEN } from "../test/fakes/discord/discord.ts";
import type { FakeDiscord } from "../test/fakes/discord/discord.ts";
import type { Bench, Line } from "./bench.ts";
import { inMs, percentile } from "./figures.ts";
import { startRushes, startServer } from "./processes.ts";

const OPEN_JOBS = 1_000;
/** How many are asked at which rate, in turns of at most `AT_ONCE` for each side. */
const RATES = [
  { perSecond: 1, asked: 10 },
  { perSecond: 50, asked: 300 },
  { perSecond: 200, asked: 600 },
];
const AT_ONCE = 100;
const PATIENCE = 120_000; // ms
const NO_LIMITS = {
  MAX_JOBS_PER_USER: "1000000",
  MAX_JOBS_PER_GUILD: "1000000",
  MAX_RUNNING: "1000000",
  DEFAULT_BUDGET_USD: "1000000",
  CONFIRM_ABOVE_USD: "1000000",
};

/** One Discord with one bot on it, and when each of its interactions was acknowledged. */
interface Side {
  readonly discord: FakeDiscord;
  readonly acknowledged: Map<string, number>;
  /** How many interactions have their whole answer. */
  answered(): number;
}

/**
 * From a `/video` on the gateway to the arrival of its acknowledgement, while the provider answers no
 * submission and a thousand jobs hang in it. The floor is a bare client of discord.js that only
 * defers. Both run at the same rate, turn by turn, each on a Discord of its own; the next turn begins
 * when the last one is answered whole, and of ours that is with thread, card and reservation begun.
 */
export const bench: Bench = {
  async run() {
    await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
    await using studio = await startServer({ script: "./servers/studio.ts" });
    const ours = await openSide("original.edit");
    const floor = await openSide("callback");
    const at = ({ discord }: Side) => ({ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl });
    await using running = new AsyncDisposableStack();
    const provider = { OPENAI_BASE_URL: `${studio.url}/v1`, OPENAI_MODELS: "film-1=0.1" };
    const env = { ...provider, ...NO_LIMITS, ...at(ours), DEFAULT_MODEL: "film-1" };
    running.use(await startRushes(join(folder.path, "data"), env));
    running.use(await startServer({ script: "./servers/bare-discord.ts", env: at(floor) }));
    await until(() => ours.discord.world.commands.length > 0);
    floor.discord.world.commands = ours.discord.world.commands;

    await askFor(ours, OPEN_JOBS, 100);
    await askFor(floor, 20, 20);
    const lines: Line[] = [];
    for (const { perSecond, asked } of RATES) {
      // oxlint-disable-next-line no-await-in-loop -- one rate after the other is the point
      const times = await measure({ ours, floor }, perSecond, asked);
      lines.push(...linesOf(perSecond, times));
    }
    return lines;
  },
};

async function openSide(whole: "original.edit" | "callback"): Promise<Side> {
  const acknowledged = new Map<string, number>();
  let answered = 0;
  const discord = await startDiscord({
    heard({ route, path }) {
      if (route === whole) answered += 1;
      if (route === "callback") acknowledged.set(path.split("/")[2] ?? "", performance.now());
    },
  });
  return { discord, acknowledged, answered: () => answered };
}

async function measure(
  sides: { ours: Side; floor: Side },
  perSecond: number,
  asked: number,
): Promise<{ ours: number[]; floor: number[] }> {
  const times = { ours: new Array<number>(), floor: new Array<number>() };
  const turn = Math.min(AT_ONCE, perSecond);
  for (let done = 0; done < asked; done += turn) {
    for (const name of ["ours", "floor"] as const) {
      // oxlint-disable-next-line no-await-in-loop -- turn by turn is the point
      times[name].push(...(await askFor(sides[name], turn, perSecond)));
    }
  }
  return times;
}

/** Asks at an even rate, waits until all of it is answered, and says how long each took, in ms. */
async function askFor(side: Side, count: number, perSecond: number): Promise<number[]> {
  const { discord, acknowledged, answered } = side;
  const before = answered();
  const asked: { id: string; at: number }[] = [];
  const begun = performance.now();
  for (let index = 0; index < count; index += 1) {
    // oxlint-disable-next-line no-await-in-loop -- an even rate is the point
    await sleep(Math.max(0, begun + (index * 1_000) / perSecond - performance.now()));
    const at = performance.now();
    const { id } = discord.people.type("video", { prompt: "a paper boat in the rain" });
    asked.push({ id, at });
  }
  await until(() => answered() - before >= count && asked.every(({ id }) => acknowledged.has(id)));
  return asked.map(({ id, at }) => (acknowledged.get(id) ?? Number.NaN) - at);
}

function linesOf(perSecond: number, { ours, floor }: { ours: number[]; floor: number[] }): Line[] {
  return [0.5, 0.99].map((share) => {
    const [one, other] = [percentile(ours, share), percentile(floor, share)];
    return {
      what: `Discord: acknowledgement at ${perSecond} a second, p${share * 100}`,
      ours: inMs(one),
      floor: inMs(other),
      ratio: one / other,
      aim: "2×",
    };
  });
}

async function until(isThere: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (!isThere()) {
    if (performance.now() > deadline) throw new Error("the bot has not answered in time");
    // oxlint-disable-next-line no-await-in-loop -- one look after the other is the point
    await sleep(5);
  }
}
