import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { MediaError } from "../../errors.ts";
import { killGroup, residentBytes } from "./process-group.ts";
import { fromThrown, Report } from "./messages.ts";
import type { Order } from "./messages.ts";

const PROGRAM = fileURLToPath(new URL("./process.ts", import.meta.url));
const NICENESS = 10;
const MEMORY_CHECK = 100; // ms
const KEPT_OUTPUT = 4096; // characters of what a dying child wrote last

interface ChildStart {
  readonly module: URL;
  readonly input: unknown;
  readonly ffmpegPath: string | undefined;
  readonly maxMemoryBytes: number;
  onProgress(progress: number): void;
}

export interface Child {
  /** What the task gave back or threw. Settles only when the child and its children are gone. */
  readonly result: Promise<unknown>;
  /** Kills the child and its children; `result` rejects with `reason`, unless it came first. */
  kill(reason: MediaError): void;
}

type Outcome = { readonly result?: unknown } | { readonly error: Error };

/** Starts a child process, in a process group of its own, that runs one task and ends. */
export function startChild({ maxMemoryBytes, ...start }: ChildStart): Child {
  const child = fork(PROGRAM, [], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: [`--max-old-space-size=${Math.ceil(maxMemoryBytes / 2 ** 20)}`],
    env: minimalEnvironment(),
  });
  if (child.pid !== undefined) yieldToTheBot(child.pid);
  const lastWords = keepOutput(child);
  let outcome: Outcome | undefined;

  const watch = setInterval(() => {
    if (child.pid === undefined || residentBytes(child.pid) <= maxMemoryBytes) return;
    kill(new MediaError("stopped", "It needed too much memory on this machine."));
  }, MEMORY_CHECK);

  child.on("message", (message) => {
    const { success, data } = Report.safeParse(message);
    if (!success) return;
    if (data.kind === "progress") start.onProgress(data.progress);
    else outcome ??= data.kind === "result" ? data : { error: fromThrown(data.thrown) };
  });

  const { module, input, ffmpegPath } = start;
  const order: Order = { module: module.href, input, ffmpegPath };
  // A child that is gone before it hears its order is told by "close".
  child.send(order, () => {});

  return { result: untilGone(), kill };

  function kill(reason: MediaError) {
    outcome ??= { error: reason };
    if (child.pid !== undefined) killGroup(child.pid);
  }

  function untilGone(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      child.once("error", (cause) => {
        outcome ??= { error: new MediaError("crashed", "No media worker can start.", { cause }) };
        if (child.pid === undefined) finish();
      });
      const killAll = () => child.pid !== undefined && killGroup(child.pid);
      // An ffmpeg that outlives its crashed parent would hold the output file open.
      child.once("exit", killAll);
      // A child that is busy hears only late that the bot has ended.
      process.once("exit", killAll);
      child.once("close", finish);

      function finish() {
        clearInterval(watch);
        process.off("exit", killAll);
        const end = outcome ?? { error: died(child, lastWords()) };
        if ("error" in end) reject(end.error);
        else resolve(end.result);
      }
    });
  }
}

/**
 * Secrets stay with the bot. Fewer malloc arenas keep the resident memory of codecs low, and what Node
 * has compiled for the bot it need not compile for the child.
 */
function minimalEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, TZ } = process.env;
  const cache = getCompileCacheDir();
  const compiled = cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) };
  return { PATH, TMPDIR, TZ, MALLOC_ARENA_MAX: "2", ...compiled };
}

/** Set before the child has made its threads, which inherit it. */
function yieldToTheBot(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // A system that refuses it encodes at full priority.
  }
}

function keepOutput(child: ChildProcess): () => string {
  let kept = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    kept = (kept + text).slice(-KEPT_OUTPUT);
  });
  return () => kept;
}

function died({ exitCode, signalCode }: ChildProcess, lastWords: string): MediaError {
  const how = signalCode ?? `code ${exitCode}`;
  return new MediaError("crashed", `The media worker died (${how}).`, { cause: lastWords });
}
