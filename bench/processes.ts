import type { ChildProcess } from "node:child_process";
import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PATIENCE = 60_000; // ms

/** A server in a process of its own. It ends with the scope that holds it. */
export interface Started extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** How long it took from the start of its process until `/readyz` answered well, in ms. */
  readonly readyAfter: number;
}

interface Startable {
  /** Relative to this folder; it listens on `PORT`. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
}

/** Starts a server without anything from our own environment but `PATH`, and waits until it is ready. */
export async function startServer({
  script,
  env = {},
  execArgv = [],
}: Startable): Promise<Started> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), {
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: String(port), ...env },
    execArgv: [...execArgv],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  // A bench that breaks leaves nobody behind.
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  await ready(url, child);
  const readyAfter = performance.now() - begun;
  return {
    url,
    child,
    pid: child.pid ?? 0,
    readyAfter,
    async [Symbol.asyncDispose]() {
      process.off("exit", kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const cut = setTimeout(() => child.kill("SIGKILL"), 12_000);
      await ended;
      clearTimeout(cut);
    },
  };
}

const COMPILED = new URL("../scripts/compiled.mjs", import.meta.url).href;

/** The bot itself, as `npm start` runs it, on a folder of its own. */
export function startRushes(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  execArgv: readonly string[] = [],
): Promise<Started> {
  const own = { DATA_DIR: dataDir, LOG_LEVEL: "error", ...env };
  const flags = ["--import", COMPILED, ...execArgv];
  return startServer({ script: "../src/main.ts", env: own, execArgv: flags });
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (performance.now() < until && child.exitCode === null) {
    // oxlint-disable-next-line no-await-in-loop -- one question after the other is the point
    if (await isReady(url)) return;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sleep(2);
  }
  child.kill("SIGKILL");
  throw new Error(`${child.spawnargs.join(" ")} did not become ready`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Resident memory of a process, in bytes. */
export async function memoryOf(pid: number): Promise<number> {
  if (process.platform === "linux") {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1_024;
  }
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) * 1_024;
}
