import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { COMPILED } from "./compiled.ts";
import { setTimeout as pause } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "../..");
const RUN_BOUND = 60_000;
/** How long a child that is busy may take to notice that the bot has been killed, in ms. */
const GONE_BOUND = 15_000;
/** How Node ends its last words. */
const UNCAUGHT = /^Node\.js v\d/m;
const READY = /Rushes is ready: (?:open (\S+))?.*\n/;

/** How a program ended, and what it said. */
export interface Ended {
  /** `null` when it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the bot's own programs as an operator does, on one empty folder. Nothing of this machine's
 * configuration reaches them, and none outlives `close`.
 */
export async function openPrograms() {
  const folder = await mkdtemp(join(tmpdir(), "rushes-program-"));
  const children: ChildProcess[] = [];
  const errors: { readonly err: string }[] = [];

  function run(program: "main" | "try", env: Record<string, string> = {}, args: string[] = []) {
    const child = spawn(process.execPath, [join(ROOT, "src", `${program}.ts`), ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: RUN_BOUND,
      killSignal: "SIGKILL",
      env: {
        PATH: process.env["PATH"],
        ...COMPILED,
        DATA_DIR: join(folder, "data"),
        PORT: "0",
        ...env,
      },
    });
    children.push(child);
    const said = { out: "", err: "" };
    errors.push(said);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
    const ended: Promise<Ended> = once(child, "close").then(([code]) => ({
      ...said,
      code: code as number | null,
    }));
    return { child, said, ended };
  }

  return {
    folder,
    run,

    /** Starts the bot and answers when it serves; one that talks to nobody has no `url`. */
    async startBot(env: Record<string, string> = {}) {
      const { child, said, ended } = run("main", { LOG_LEVEL: "warn", ...env });
      const isOver = ended.then(() => true);
      while (!READY.test(said.out)) {
        if (await Promise.race([isOver, pause(20, false)])) {
          throw new Error(`the bot did not start:\n${said.out}${said.err}`);
        }
      }
      return {
        url: READY.exec(said.out)?.[1] ?? "",
        pid: child.pid ?? 0,
        ended,
        async end(signal: NodeJS.Signals): Promise<Ended> {
          child.kill(signal);
          return ended;
        },
      };
    },

    /** Throws when one of them has died of what nobody caught. */
    async close() {
      for (const child of children) child.kill("SIGKILL");
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      const uncaught = errors.find(({ err }) => UNCAUGHT.test(err));
      if (uncaught) throw new Error(`a program died of what nobody caught:\n${uncaught.err}`);
    },
  };
}

export type Programs = Awaited<ReturnType<typeof openPrograms>>;

/** A process and everything that it has started, by what the system says now. */
export function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return text.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Waits until all of these processes are gone, and answers those that stay. */
export async function whoStays(pids: readonly number[]): Promise<number[]> {
  const deadline = Date.now() + GONE_BOUND;
  while (pids.some(isThere) && Date.now() < deadline) await pause(20);
  return pids.filter(isThere);
}

/** A process that has ended may keep its number until somebody asks how it ended. */
function isThere(pid: number): boolean {
  try {
    const [, state] = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state !== "Z";
  } catch {
    return false;
  }
}
