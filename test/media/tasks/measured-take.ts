import { readFileSync } from "node:fs";
import { UserError } from "../../../src/errors.ts";
import { run as take } from "../../../src/media/tasks/take-picture.ts";

/** Takes a picture and tells how much memory the process needed at most, whatever came out. */
export async function run(input: unknown) {
  const outcome = await take(input).catch((error: unknown) => {
    if (error instanceof UserError) return { refusal: error.message };
    throw error;
  });
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return { ...outcome, peakBytes: Number(peak) * 1024 };
}
