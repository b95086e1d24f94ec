import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlatformError, ProviderError } from "../../src/errors.ts";
import type { Platform } from "../../src/platforms/platform.ts";
import type { Operation, Snapshot, VideoProvider } from "../../src/providers/provider.ts";
import type { Store } from "../../src/store/store.ts";
import type { FakeBot } from "./bot.ts";
import { startFakeBot } from "./bot.ts";
import { createClock } from "./clock.ts";
import { createFakePlatform } from "./platform.ts";
import { createFakeProvider } from "./provider.ts";
import { openTestSqlite } from "./stores.ts";

const PROVIDER_CALLS = ["submit", "poll", "open", "cancel", "find"] as const;
const PLATFORM_CALLS = ["openThread", "post", "edit", "prepareUpload", "publish"] as const;

export type ProviderCall = (typeof PROVIDER_CALLS)[number];
export type PlatformCall = (typeof PLATFORM_CALLS)[number];
export const providerCalls: readonly ProviderCall[] = PROVIDER_CALLS;
export const platformCalls: readonly PlatformCall[] = PLATFORM_CALLS;

/**
 * What goes wrong with a call. `lost`: it works, and its answer never comes; `unheard`: it does not
 * work, and nobody can tell; `unsent`: it certainly never left; `busy` and `refused` are a clear no.
 */
export type Mishap = "lost" | "unheard" | "unsent" | "busy" | "refused";

/** Where a worker dies: at the `calls`th call from now, before or after it has worked. */
export interface Death {
  readonly calls: number;
  readonly when: "before" | "after";
}

type AnyCall = (...given: unknown[]) => Promise<unknown>;

/**
 * A bot in memory whose workers die in the middle of calls, and whose successors take over. A dead
 * worker may also have been only asleep: it goes on with what it was doing, whatever has become of
 * the job meanwhile.
 */
export async function openMortalWorld() {
  const opened = await openTestSqlite();
  const folder = await mkdtemp(join(tmpdir(), "rushes-mortal-"));
  const clock = createClock();
  const fake = createFakeProvider();
  const seen = createFakePlatform();
  const mishaps = new Map<string, Mishap[]>();
  const pictures = new Map<string, Snapshot>();
  const answers: Snapshot[] = [];
  const asleep: { wake(): void; turn: Promise<unknown> }[] = [];

  let bot: FakeBot;
  let worker = await startWorker();
  let invocations = 0;

  /** A worker with its own grip on the world, which it may lose. */
  async function startWorker() {
    const fell = Promise.withResolvers<"fell">();
    const woke = Promise.withResolvers<void>();
    let death: Death | undefined;
    let isAsleep = false;

    async function fall(): Promise<void> {
      isAsleep = true;
      fell.resolve("fell");
      await woke.promise;
    }

    function mortal(name: string, call: AnyCall): AnyCall {
      return async (...given) => {
        if (isAsleep) await woke.promise;
        const fate = death;
        if (fate) death = fate.calls > 1 ? { ...fate, calls: fate.calls - 1 } : undefined;
        const isLast = fate?.calls === 1;
        if (isLast && fate.when === "before") await fall();
        const answer = await mishappen(name, () => call(...given));
        if (isLast && fate.when === "after") await fall();
        return answer;
      };
    }

    const store: Store = {
      ...opened.store,
      transaction: mortal("commit", opened.store.transaction as AnyCall) as Store["transaction"],
    };
    const provider = wrap(
      { ...fake.provider, poll: studioPoll },
      PROVIDER_CALLS,
      mortal,
    ) as VideoProvider;
    const platform = wrap(seen.platform, PLATFORM_CALLS, mortal) as Platform;
    bot = await startFakeBot({
      after: {
        opened: { ...opened, store },
        clock,
        folder,
        fake: { ...fake, provider },
        seen: { ...seen, platform },
      },
      budget: 1_000,
    });
    return {
      fell: fell.promise,
      plan(next: Death) {
        death = next;
      },
      wake() {
        isAsleep = false;
        woke.resolve();
      },
    };
  }

  /** What it once said in the end about an operation, it says for ever. */
  async function studioPoll(operation: Operation, signal: AbortSignal): Promise<Snapshot> {
    const id = JSON.stringify(operation);
    const known = pictures.get(id);
    if (known) return known;
    const answer = answers.shift() ?? (await fake.provider.poll(operation, signal));
    if (answer.status !== "running" && answer.status !== "queued") pictures.set(id, answer);
    return answer;
  }

  async function mishappen(name: string, call: () => Promise<unknown>): Promise<unknown> {
    const mishap = mishaps.get(name)?.shift();
    if (mishap === undefined) return call();
    if (mishap === "lost") await call();
    throw PLATFORM_CALLS.some((one) => one === name) ? noPost(mishap) : noAnswer(mishap);
  }

  /** Does something with the present worker; one that falls is replaced. Answers what it came to. */
  async function live<T>(act: () => Promise<T>): Promise<T | "fell"> {
    const turn = act();
    // A worker that never wakes again never ends.
    turn.catch(() => undefined);
    const end = await Promise.race([turn, worker.fell]);
    if (end !== "fell") return end;
    asleep.push({ wake: worker.wake, turn });
    worker = await startWorker();
    return "fell";
  }

  /** The worker that fell first goes on where it was, if there is one. */
  async function wake(): Promise<void> {
    const sleeper = asleep.shift();
    sleeper?.wake();
    await sleeper?.turn.catch(() => undefined);
  }

  return {
    store: opened.store,
    /** What the studio has begun, and bills. */
    billed: fake.submitted,
    seen,

    /** Asks for a video, again and again until somebody answers. */
    async film(): Promise<string> {
      invocations += 1;
      const id = `mortal-${invocations}`;
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- one try after the other is the point
        const reply = await live(() => bot.type("video", { prompt: "a boat", seconds: 4 }, { id }));
        if (reply !== "fell" && reply.job) return reply.job.id;
      }
    },
    cancel: (job: string) => live(() => bot.press("cancel", job)),
    turn: () => live(() => bot.turn()),
    plan: (death: Death) => worker.plan(death),
    befall(call: string, mishap: Mishap) {
      mishaps.set(call, [...(mishaps.get(call) ?? []), mishap]);
    },
    /** What the studio says when it is next asked. */
    answer(snapshot: Snapshot) {
      answers.push(snapshot);
    },
    pass: (ms: number) => clock.advance(ms),

    wake,

    /** Every worker that fell goes on where it was. */
    async wakeAll() {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      while (asleep.length > 0) await wake();
    },

    /** Nothing more goes wrong, and everything comes to its end. */
    async rest() {
      mishaps.clear();
      answers.length = 0;
      worker.plan({ calls: Infinity, when: "before" });
      await bot.settle();
    },

    async dispose() {
      await opened.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type MortalWorld = Awaited<ReturnType<typeof openMortalWorld>>;

function wrap(
  whole: object,
  names: readonly string[],
  mortal: (name: string, call: AnyCall) => AnyCall,
): object {
  const calls = names.map((name) => [name, mortal(name, Reflect.get(whole, name) as AnyCall)]);
  return { ...whole, ...(Object.fromEntries(calls) as object) };
}

function noAnswer(mishap: Mishap): Error {
  switch (mishap) {
    case "busy":
      return new ProviderError("fake", "throttled", "slow down", { retryAfter: 2_000 });
    case "refused":
      return new ProviderError("fake", "refused", "not that");
    case "unsent":
      return new ProviderError("fake", "unavailable", "refused", { mayHaveBegun: false });
    case "lost":
    case "unheard":
    default:
      return new ProviderError("fake", "unavailable", "socket hang up");
  }
}

function noPost(mishap: Mishap): Error {
  const failure = mishap === "refused" ? "forbidden" : "unavailable";
  return new PlatformError(failure, "the chat does not answer");
}
