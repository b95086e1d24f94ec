import { rm } from "node:fs/promises";
import { startFfmpeg } from "../ffmpeg/cli.ts";
import type { Film, FilmEncoder } from "./film.ts";
import { writeWav } from "./wav.ts";

/** Encodes with the ffmpeg program: frames through its standard input, sound from a file beside `out`. */
export async function openCliEncoder(film: Film, ffmpegPath: string): Promise<FilmEncoder> {
  const { out } = film;
  const soundPath = `${out}.wav`;
  await writeWav(soundPath, film.sound);
  const ffmpeg = startFfmpeg(ffmpegPath, argumentsOf(film, soundPath));

  return {
    async write(frame) {
      const { promise, resolve } = Promise.withResolvers<void>();
      ffmpeg.input.write(frame, () => resolve());
      await Promise.race([promise, ffmpeg.ended]);
    },

    async finish() {
      ffmpeg.input.end();
      try {
        await ffmpeg.ended;
      } catch (error) {
        await rm(out, { force: true });
        throw error;
      } finally {
        await rm(soundPath, { force: true });
      }
    },

    async abort() {
      ffmpeg.kill();
      await ffmpeg.ended.catch(() => {});
      await rm(soundPath, { force: true });
      await rm(out, { force: true });
    },
  };
}

/** BT.709 in limited range, said of what goes in as of what comes out: nothing is converted. */
const COLOURS = ["-colorspace", "bt709", "-color_range", "tv"];

function argumentsOf(film: Film, soundPath: string): string[] {
  const { width, height, fps, crf = 21, preset = "veryfast" } = film;
  return [
    ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${width}x${height}`],
    ["-framerate", String(fps), ...COLOURS, "-i", "pipe:0", "-i", `file:${soundPath}`],
    ["-map", "0:v", "-map", "1:a", "-c:v", "libx264", "-preset", preset, "-crf", String(crf)],
    ["-tune", "film", "-g", String(fps * 2), "-pix_fmt", "yuv420p", ...COLOURS],
    ["-color_primaries", "bt709", "-color_trc", "bt709", "-c:a", "aac", "-b:a", "128k"],
    ["-movflags", "+faststart", "-f", "mp4", `file:${film.out}`],
  ].flat();
}
