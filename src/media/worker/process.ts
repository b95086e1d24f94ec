import { chooseFfmpeg } from "../ffmpeg-tool.ts";
import type { FfmpegTool } from "../ffmpeg-tool.ts";
import { killGroup } from "./process-group.ts";
import { Order, toThrown } from "./messages.ts";
import type { Report } from "./messages.ts";
import type { RunTask } from "../worker-context.ts";

/**
 * The child's program: hears one order, runs its task, tells what came out, ends. When the bot is
 * gone, it ends at once, together with everything that it has started.
 */
const REPORT_EVERY = 100; // ms

// What is made of people's pictures and clips is for the bot alone, as they are.
process.umask(0o077);
process.on("disconnect", () => killGroup(process.pid));
process.once("message", (order) => void carryOut(order).then(say).then(end));

async function carryOut(order: unknown): Promise<Report> {
  try {
    const { module, input, ffmpegPath } = Order.parse(order);
    const task: unknown = await import(module);
    if (!isTask(task)) throw new TypeError(`${module} exports no run`);
    const context = {
      report: throttle(REPORT_EVERY, (progress) => void say({ kind: "progress", progress })),
      // Asked only by tasks that need it: pictures work where no ffmpeg is.
      get ffmpeg(): FfmpegTool {
        return chooseFfmpeg(ffmpegPath);
      },
    };
    return { kind: "result", result: await task.run(input, context) };
  } catch (error) {
    return { kind: "thrown", thrown: toThrown(error) };
  }
}

function isTask(task: unknown): task is { run: RunTask } {
  return typeof task === "object" && task !== null && "run" in task;
}

function say(report: Report): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(report, undefined, undefined, () => resolve());
    else resolve();
  });
}

/** Native libraries may keep threads and handles: nothing is left to wait for. */
function end(): never {
  process.exit(0);
}

/** Lets the first call through, then at most one in `pause` ms. Values outside 0..1 are clamped. */
function throttle(pause: number, act: (progress: number) => void): (progress: number) => void {
  let next = 0;
  return (progress) => {
    const now = performance.now();
    if (now < next) return;
    next = now + pause;
    act(Math.min(1, Math.max(0, progress)));
  };
}
