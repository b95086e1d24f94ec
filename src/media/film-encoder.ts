import { unreachable } from "../errors.ts";
import type { FfmpegTool } from "./ffmpeg-tool.ts";
import { openAvEncoder } from "./film/av-encoder.ts";
import { openCliEncoder } from "./film/cli-encoder.ts";
import type { Film, FilmEncoder } from "./film/film.ts";

export type { Film, FilmEncoder } from "./film/film.ts";

/**
 * Begins an MP4: H.264 4:2:0, tagged BT.709 limited, AAC stereo at 128 kbit/s, index in front.
 * Both tools make the same kind of file from the same frames. Throws `MediaError`.
 */
export function openFilmEncoder(film: Film, tool: FfmpegTool): Promise<FilmEncoder> {
  switch (tool.kind) {
    case "cli":
      return openCliEncoder(film, tool.path);
    case "node-av":
      return openAvEncoder(film);
    default:
      return unreachable(tool);
  }
}
