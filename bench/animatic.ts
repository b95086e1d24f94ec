import { execFile } from "node:child_process";
import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createLog } from "../src/log.ts";
import { createMediaWorker } from "../src/media/worker.ts";
import type { RenderWish } from "../src/providers/animatic/render-task.ts";
import type { Bench, Line } from "./bench.ts";

const TASK = new URL("../src/providers/animatic/render-task.ts", import.meta.url);
const SECONDS = 4;
const FPS = 24;
const SIZES = [
  { name: "720p", width: 1_280, height: 720 },
  { name: "1080p", width: 1_920, height: 1_080 },
];
const PROMPT =
  "a paper boat drifts through a neon city in the rain, then a fox looks up, slow push in";
/** How many ticks of CPU time Linux counts in a second. */
const TICKS = 100;
const run = promisify(execFile);

/**
 * Drafts through the media worker, a child process with its start and all: wall and CPU seconds by
 * second of film, once from a prompt alone and once over a picture. The floor is ffmpeg alone, which
 * encodes a moving test picture and a tone of the same size and length in the same way. The ratio is
 * of the CPU times where the system tells them, since others may be at work on this machine.
 */
export const bench: Bench = {
  async run() {
    const hasFfmpeg = await run("ffmpeg", ["-version"]).catch(() => undefined);
    if (!hasFfmpeg) return [{ what: "Animatic", skipped: "there is no ffmpeg on the PATH" }];

    await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
    const worker = createMediaWorker({ ffmpegPath: undefined, log: createLog("silent") });
    const photo = join(folder.path, "photo.png");
    const source = ["-v", "error", "-f", "lavfi", "-i", "mandelbrot=size=1600x900"];
    await run("ffmpeg", [...source, "-frames:v", "1", photo]);
    const bounds = { signal: new AbortController().signal, timeout: 300_000 };

    const lines: Line[] = [];
    for (const { name, width, height } of SIZES) {
      const out = join(folder.path, "film.mp4");
      // oxlint-disable-next-line no-await-in-loop -- turn by turn is the point
      const floor = await costOf(() => encodeTest({ width, height, out }));
      for (const picture of [undefined, photo]) {
        const shape = { width, height, seconds: SECONDS, seed: 7, createdAt: 0, out };
        const input: RenderWish = { prompt: PROMPT, ...shape, ...(picture && { picture }) };
        const task = { module: TASK, input };
        // oxlint-disable-next-line no-await-in-loop -- as above
        const ours = await costOf(() => worker.run(task, { ...bounds, maxMemoryBytes: 2 ** 31 }));
        lines.push({
          what: `Animatic, ${name}, from ${picture === undefined ? "text" : "a picture"}`,
          ours: textOf(ours),
          floor: textOf(floor),
          ratio: (ours.cpu ?? ours.wall) / (floor.cpu ?? floor.wall),
          aim: "",
        });
      }
    }
    return lines;
  },
};

/** Seconds by second of film. */
interface Cost {
  readonly wall: number;
  /** Only where the system tells it. */
  readonly cpu: number | undefined;
}

function textOf({ wall, cpu }: Cost): string {
  return `${wall.toFixed(2)} s/s${cpu === undefined ? "" : `, CPU ${cpu.toFixed(2)}`}`;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [cpuBefore, begun] = [await childrensCpu(), performance.now()];
  await work();
  const wall = (performance.now() - begun) / 1_000 / SECONDS;
  const cpu = await childrensCpu();
  const used = cpu === undefined || cpuBefore === undefined ? undefined : cpu - cpuBefore;
  return { wall, cpu: used === undefined ? undefined : used / SECONDS };
}

/** What the children that have ended took, and theirs, in seconds. */
async function childrensCpu(): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const stat = await readFile("/proc/self/stat", "utf8");
  // The name of the program comes second, in brackets; times of ended children are 16th and 17th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

async function encodeTest({ width, height, out }: { width: number; height: number; out: string }) {
  const moving = `testsrc2=size=${width}x${height}:rate=${FPS}:duration=${SECONDS}`;
  const parts = [
    ["-v", "error", "-y", "-f", "lavfi", "-i", moving],
    ["-f", "lavfi", "-i", `sine=duration=${SECONDS}`],
    ["-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-tune", "film"],
    ["-g", String(FPS * 2), "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k"],
    ["-movflags", "+faststart", out],
  ];
  await run("ffmpeg", parts.flat());
}
