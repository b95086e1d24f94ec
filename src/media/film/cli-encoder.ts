import { rm } from "node:fs/promises";
import { startFfmpeg } from "../ffmpeg/cli.ts";
import type { Film, FilmEncoder } from "./film.ts";
import { wavOf } from "./wav.ts";

/** Encodes with the ffmpeg program, which reads frames and sound through a pipe each. */
export function openCliEncoder(film: Film, ffmpegPath: string): FilmEncoder {
  const ffmpeg = startFfmpeg(ffmpegPath, argumentsOf(film), { secondInput: wavOf(film.sound) });

  return {
    async write(frame) {
      const { promise, resolve } = Promise.withResolvers<void>();
      ffmpeg.input.write(frame, () => resolve());
      await Promise.race([promise, ffmpeg.ended]);
    },

    async finish() {
      ffmpeg.input.end();
      await ffmpeg.ended;
    },

    async abort() {
      ffmpeg.kill();
      await ffmpeg.ended.catch(() => {});
      await rm(film.out, { force: true });
    },
  };
}

/** BT.709 in limited range, said of what goes in as of what comes out: nothing is converted. */
const COLOURS = ["-colorspace", "bt709", "-color_range", "tv"];

function argumentsOf({ out, width, height, fps, crf = 21, preset = "veryfast" }: Film): string[] {
  return [
    ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${width}x${height}`],
    ["-framerate", String(fps), ...COLOURS, "-i", "pipe:0", "-f", "wav", "-i", "pipe:3"],
    ["-map", "0:v", "-map", "1:a", "-c:v", "libx264", "-preset", preset, "-crf", String(crf)],
    ["-tune", "film", "-g", String(fps * 2), "-pix_fmt", "yuv420p", ...COLOURS],
    ["-color_primaries", "bt709", "-color_trc", "bt709", "-c:a", "aac", "-b:a", "128k"],
    ["-movflags", "+faststart", "-f", "mp4", `file:${out}`],
  ].flat();
}
