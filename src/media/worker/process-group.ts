import { readFileSync } from "node:fs";

/**
 * Kills a process and everything it started, at once. Does nothing when they are gone already.
 * Where there are no process groups, only the process itself is killed.
 */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/**
 * The resident memory of a process and its descendants, in bytes. Zero where the system does not
 * tell. Read synchronously: a busy thread pool must not delay a memory bound.
 */
export function residentBytes(pid: number): number {
  const own = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return children.reduce(
    (total, child) => total + residentBytes(Number(child)),
    Number(own ?? 0) * 1024,
  );
}

/** A process may end between any two reads. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ESRCH";
}
