import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createLog } from "../../src/log.ts";
import { connectPostgres } from "../../src/store/postgres.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { startOpenAiServer } from "./openai-server.ts";
import { COMPILED } from "./compiled.ts";
import type { FakeOpenAi } from "./openai-server.ts";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));
const LOOK_EVERY = 40;
const START_BOUND = 30_000;
const CALL_BOUND = 30_000;
const REST_BOUND = 90_000;
const STOP_BOUND = 10_000;
/** Longer than a lost submission is looked for. */
const SEARCH_ENDS = 20 * 60_000;
const SECOND_LOOK = 1_500;
/** How often a bot may die of one and the same request. */
const MOST_DEATHS = 50;

/** A model of the studio, as an operator names it in MODELS_FILE. */
export const FILM = {
  id: "film-1",
  provider: "openai",
  name: "film-1",
  title: "Film One",
  modes: ["text", "image"],
  seconds: [4, 8, 12],
  aspects: ["16:9", "9:16"],
  resolutions: ["720p"],
  audio: true,
  seed: false,
  cancel: true,
  progress: true,
  promptLength: 2_000,
  usdPerSecond: 0.05,
  deadlineSeconds: 3_600,
};

export interface WorldOptions {
  /** How many polls find a video still in the making; `Infinity` never finishes it. */
  readonly pollsBefore?: number;
  /** How long a video takes instead, in ms: for stories with more than one. */
  readonly filming?: number;
  /** An empty database on a server; without one, the bot keeps its own in its folder. */
  readonly databaseUrl?: string | undefined;
  /** How long the model says that it usually takes: a long time keeps the bot from looking. */
  readonly typicalSeconds?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const Begun = z.object({ job: z.string(), thread: z.string(), state: z.string() });
const Shown = z.looseObject({
  kind: z.enum(["card", "text", "clip"]),
  text: z.string(),
  clip: z.looseObject({ url: z.string(), bytes: z.number() }).optional(),
});
const ThreadView = z.looseObject({ state: z.string().optional(), messages: z.array(Shown) });
export type ThreadView = z.infer<typeof ThreadView>;
export type Begun = z.infer<typeof Begun>;

/** One life of the bot: a real process, until it ends or is killed. */
interface Life {
  readonly url: string;
  readonly process: ChildProcess;
}

/**
 * Everything around one bot that outlives it: its folder, its database, the studio that bills it,
 * and a person who asks again when it does not answer. The bot is a real process; when it dies, the
 * next thing that is asked of it starts it again.
 */
export async function openWorld(options: WorldOptions = {}) {
  const { pollsBefore = 1, filming, typicalSeconds = 0.5, databaseUrl, env } = options;
  const folder = await mkdtemp(join(tmpdir(), "rushes-world-"));
  const dataDir = join(folder, "data");
  const callsFile = join(folder, "calls.log");
  const modelsFile = join(folder, "models.json");
  await writeFile(modelsFile, JSON.stringify([{ ...FILM, typicalSeconds }]));
  const studio = await (filming === undefined
    ? startPolledStudio(pollsBefore)
    : startOpenAiServer({ timeline: { queued: 0, filming } }));

  let life: Promise<Life> | undefined;
  let child: ChildProcess | undefined;
  let starts = 0;
  let killAt: string | undefined;
  const words: string[] = [];

  /** Starts the bot, and answers when it serves. */
  async function begin(): Promise<Life> {
    starts += 1;
    const born = fork(CHILD, [], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...surroundings(), ...(killAt !== undefined && { KILL_AT: killAt }) },
    });
    child = born;
    // Only one life dies as it was told to.
    killAt = undefined;
    for (const stream of [born.stdout, born.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => words.push(text));
    }
    const [message] = await Promise.race([
      once(born, "message", { signal: AbortSignal.timeout(START_BOUND) }),
      once(born, "exit").then(() => [undefined]),
    ]);
    const { success, data } = z.object({ url: z.string() }).safeParse(message);
    if (born.signalCode === "SIGKILL") return begin();
    if (!success) throw new Error(`the bot did not start:\n${words.join("")}`);
    return { url: data.url, process: born };
  }

  function surroundings() {
    return {
      PATH: process.env["PATH"],
      ...COMPILED,
      DATA_DIR: dataDir,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl, SECRET_KEY: "s".repeat(32) }),
      PORT: "0",
      LOG_LEVEL: "warn",
      OPENAI_BASE_URL: studio.baseUrl,
      OPENAI_API_KEY: "x",
      OPENAI_MODELS: "film-1=0.05",
      MODELS_FILE: modelsFile,
      MAX_JOBS_PER_USER: "50",
      DEFAULT_BUDGET_USD: "1000",
      CALLS_FILE: callsFile,
      ...env,
    };
  }

  /** The bot that lives; a new one when the last has died. */
  async function alive(): Promise<Life> {
    if (child && !isAlive(child)) life = undefined;
    life ??= begin();
    return life;
  }

  /** Does something with the bot that lives, as often as it dies of it. */
  async function withBot<T>(act: (life: Life) => Promise<T>): Promise<T> {
    for (let tries = 0; tries < MOST_DEATHS; tries += 1) {
      const current = await alive();
      try {
        return await act(current);
      } catch (error) {
        if (!(await hasDied(current.process))) throw error;
      }
    }
    throw new Error("the bot dies again and again");
  }

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    return withBot(async ({ url }) => {
      const signal = AbortSignal.timeout(CALL_BOUND);
      const response = await fetch(`${url}/api/local/${path}`, { signal, ...init });
      // Read here: the bot may die in the middle of its answer.
      return new Response(await response.arrayBuffer(), response);
    });
  }

  /** Sends something under a key, again and again until it is answered. */
  async function send(path: string, body: unknown, key: string): Promise<unknown> {
    const response = await call(path, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  const look = async (thread: string): Promise<ThreadView> =>
    ThreadView.parse(await (await call(`threads/${thread}`)).json());

  /** Looks at a thread until it is as it should be. */
  async function until(
    thread: string,
    isThere: (view: ThreadView) => boolean | Promise<boolean>,
  ): Promise<ThreadView> {
    const deadline = Date.now() + REST_BOUND;
    for (;;) {
      const view = await look(thread);
      if (await isThere(view)) return view;
      if (Date.now() > deadline) {
        throw new Error(`still ${JSON.stringify(view)} after ${starts} starts\n${words.join("")}`);
      }
      await pause(LOOK_EVERY);
    }
  }

  /** The exit code; `undefined` for a bot that was dead, or died of something else than this. */
  async function end(signal: NodeJS.Signals): Promise<number | undefined> {
    if (!child || !isAlive(child)) return undefined;
    const ended = once(child, "exit", { signal: AbortSignal.timeout(STOP_BOUND) });
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code ?? undefined;
  }

  return {
    folder,
    dataDir,
    studio,
    alive,
    send,
    call,
    look,
    until,
    /** What the bot wrote to its terminal, in all its lives. */
    words: () => words.join(""),
    starts: () => starts,
    /** The next life of the bot ends at this moment. */
    killAt(moment: string) {
      killAt = moment;
    },
    kill: () => end("SIGKILL"),
    /** Stops the bot as an operator does, and answers its exit code; a bot that is dead lives first. */
    async stop() {
      const code = await end("SIGTERM");
      if (code !== undefined) return code;
      await alive();
      return end("SIGTERM");
    },
    /** Every call to the outside that was begun or ended, in order. */
    calls: () =>
      existsSync(callsFile) ? readFileSync(callsFile, "utf8").split("\n").filter(Boolean) : [],

    film: async (key: string, prompt = "a paper boat in the rain"): Promise<Begun> =>
      Begun.parse(await send("invocations", { command: "video", options: { prompt } }, key)),

    cancel: (job: string, key: string) => send("actions", { job, action: "cancel" }, key),

    /**
     * Waits until the job has ended. One that was never sent, and so can never be found, is looked
     * for in vain for a while: the clock jumps over it.
     */
    async rest(thread: string): Promise<ThreadView> {
      let lostSince = Infinity;
      return until(thread, async ({ state }) => {
        if (state !== "unclear") lostSince = Infinity;
        else if (lostSince === Infinity) lostSince = Date.now();
        if (Date.now() - lostSince > SECOND_LOOK) {
          lostSince = Infinity;
          child?.send({ stepClock: SEARCH_ENDS });
        }
        return state === "closed";
      });
    },

    /** The clips of a thread, as whoever plays them gets them. */
    play: ({ messages }: ThreadView): Promise<Buffer[]> =>
      Promise.all(
        messages
          .flatMap(({ clip }) => clip ?? [])
          .map(({ url }) => call(url.replace("/api/local/", "")))
          .map(async (response) => Buffer.from(await (await response).arrayBuffer())),
      ),

    /** Reads what a stopped bot has left in its database. */
    async inspect<T>(read: (store: Store) => Promise<T>): Promise<T> {
      const log = createLog("silent");
      const store = await (databaseUrl === undefined
        ? openSqlite(dataDir)
        : connectPostgres({ url: databaseUrl, as: "a test", log }));
      try {
        return await read(store);
      } finally {
        await store.close();
      }
    },

    async close() {
      await end("SIGKILL");
      await studio.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A studio whose time passes with every look at it, so that a story always has the same calls. */
async function startPolledStudio(pollsBefore: number): Promise<FakeOpenAi> {
  const minute = 60_000;
  let looks = () => 0;
  const timeline = { queued: 0, filming: (pollsBefore + 0.5) * minute };
  const now = () => Date.now() + looks() * minute;
  const studio = await startOpenAiServer({ timeline, now });
  looks = () => studio.calls.filter(({ route }) => route === "retrieve").length;
  return studio;
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** A connection breaks a moment before the system tells that the process is gone. */
async function hasDied(child: ChildProcess): Promise<boolean> {
  for (let waits = 0; waits < 25 && isAlive(child); waits += 1) await pause(20);
  return !isAlive(child);
}
