import { access } from "node:fs/promises";
import { asFilm, runFfmpeg } from "../ffmpeg/cli.ts";
import { roughCopyOf } from "../stills.ts";
import type { StillInput } from "../stills.ts";
import { PNG_FILTERS, POSTER_FILTERS, TAIL_SECONDS } from "./still-filters.ts";

/** One picture, replaced by each next one. */
const ONE_PICTURE = ["-an", "-f", "image2", "-update", "1"];

/** Takes a picture with the ffmpeg program. */
export function stillWithCli({ which, from, to }: StillInput, ffmpegPath: string): Promise<void> {
  return which === "poster" ? poster(from, to, ffmpegPath) : lastFrame(from, to, ffmpegPath);
}

function poster(from: string, to: string, ffmpegPath: string): Promise<void> {
  const one = ["-vf", POSTER_FILTERS, "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3"];
  return runFfmpeg(ffmpegPath, [...asFilm(from), ...one, ...ONE_PICTURE, `file:${to}`]);
}

/** Each frame of the tail overwrites the one before, quickly as BMP; the one that stays becomes PNG. */
async function lastFrame(from: string, to: string, ffmpegPath: string): Promise<void> {
  const rough = roughCopyOf(to);
  const film = asFilm(from);
  const each = ["-c:v", "bmp", "-pix_fmt", "bgr24", ...ONE_PICTURE, `file:${rough}`];
  await runFfmpeg(ffmpegPath, ["-sseof", `-${TAIL_SECONDS}`, ...film, ...each]).catch(
    async (error: unknown) => {
      if (await exists(rough)) throw error;
    },
  );
  // Where the sound is longer than the picture, there may be no frame in the tail.
  if (!(await exists(rough))) await runFfmpeg(ffmpegPath, [...film, ...each]);
  const png = ["-vf", PNG_FILTERS, "-c:v", "png", ...ONE_PICTURE, `file:${to}`];
  await runFfmpeg(ffmpegPath, ["-f", "bmp_pipe", "-i", `file:${rough}`, ...png]);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
