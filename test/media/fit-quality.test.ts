import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createFitter } from "../../src/media/fit.ts";
import { quietWorker } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { TOOLS } from "./tools.ts";

const run = promisify(execFile);
const { signal } = new AbortController();
const missingFfmpeg = TOOLS.find(({ name }) => name === "cli")?.skipped;

const SECONDS = 4;
const MAX_BYTES = 400_000;
/** How much worse than the best encode of the same size, which takes twice the time, a fit may look. */
const ALLOWED_LOSS = 0.01;

/** A film full of detail that moves, much larger than what it is to fit into. */
async function filmDetail(folder: string): Promise<string> {
  const film = join(folder, "film.mp4");
  const picture = "mandelbrot=size=640x360:rate=24,noise=alls=6:allf=t,format=yuv420p";
  const sound = ["-f", "lavfi", "-i", "sine=440:sample_rate=48000", "-c:a", "aac"];
  const video = ["-t", String(SECONDS), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "14"];
  await run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", picture, ...sound, ...video, film]);
  return film;
}

/** Two passes of a slower preset, with the same bits for the picture. */
async function bestOf(film: string, folder: string, bytes: number): Promise<string> {
  const best = join(folder, "best.mp4");
  const bitrate = String(Math.floor((bytes * 8) / SECONDS) - 64_000);
  const pass = (number: string) =>
    ["-v", "error", "-y", "-i", film, "-an", "-c:v", "libx264", "-preset", "medium"].concat([
      "-b:v",
      bitrate,
      "-pass",
      number,
      "-passlogfile",
      join(folder, "pass"),
    ]);
  await run("ffmpeg", [...pass("1"), "-f", "null", "-"]);
  await run("ffmpeg", [...pass("2"), best]);
  return best;
}

/** How alike two films look, from 0 to 1. */
async function likeness(film: string, original: string): Promise<number> {
  const graph = "[0:v]scale=640:360:flags=bicubic[a];[1:v]scale=640:360[b];[a][b]ssim";
  const inputs = ["-hide_banner", "-i", film, "-i", original];
  const { stderr } = await run("ffmpeg", [...inputs, "-lavfi", graph, "-f", "null", "-"]);
  return Number(/SSIM .* All:([\d.]+)/.exec(stderr)?.[1]);
}

for (const { name, ffmpegPath, skipped } of TOOLS) {
  test.skipIf(missingFfmpeg ?? skipped)(
    `${name}: a fit fills its room, and looks nearly as good as the best that fits`,
    async () => {
      const folder = await temporaryFolder();
      const film = await filmDetail(folder);
      const to = join(folder, "small.mp4");
      const fitter = createFitter(quietWorker({ ffmpegPath }));
      const starts: number[] = [];
      let before = 1;
      const onProgress = (progress: number) => {
        if (progress < before) starts.push(progress);
        before = progress;
      };

      await fitter.fitClip({ from: film, to, maxBytes: MAX_BYTES, signal, onProgress });

      const { size } = await stat(to);
      expect(starts).toHaveLength(1); // one pass
      expect(size).toBeLessThanOrEqual(MAX_BYTES);
      expect(size).toBeGreaterThan(MAX_BYTES * 0.88);
      const best = await likeness(await bestOf(film, folder, size), film);
      expect(await likeness(to, film)).toBeGreaterThan(best - ALLOWED_LOSS);
    },
    60_000,
  );
}
