import { unreachable } from "../errors.ts";
import type { FfmpegTool } from "./ffmpeg-tool.ts";
import { openAvEncoder } from "./film/av-encoder.ts";
import { openCliEncoder } from "./film/cli-encoder.ts";
import type { Film, FilmEncoder } from "./film/film.ts";

export type { Film, FilmEncoder } from "./film/film.ts";

/**
 * Begins an MP4: H.264 4:2:0, tagged BT.709 limited, AAC stereo at 128 kbit/s, index in front.
 * Both tools make the same kind of file from the same frames. Throws `MediaError`. After a failure
 * the encoder has stopped and the unfinished file is gone; only a killed process leaves it behind.
 */
export async function openFilmEncoder(film: Film, tool: FfmpegTool): Promise<FilmEncoder> {
  const encoder = await open(film, tool);

  return {
    write: (frame) => encoder.write(frame).catch(giveUp),
    finish: () => encoder.finish().catch(giveUp),
    abort: () => encoder.abort(),
  };

  async function giveUp(error: unknown): Promise<never> {
    await encoder.abort();
    throw error;
  }
}

async function open(film: Film, tool: FfmpegTool): Promise<FilmEncoder> {
  switch (tool.kind) {
    case "cli":
      return openCliEncoder(film, tool.path);
    case "node-av":
      return openAvEncoder(film);
    default:
      return unreachable(tool);
  }
}
