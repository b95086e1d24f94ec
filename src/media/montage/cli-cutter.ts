import { asFilm, runFfmpeg } from "../ffmpeg/cli.ts";
import { DRAWN, LIST_BOUNDS, SOUND, SOUND_FILTERS } from "./cutter.ts";
import type { Cutter, Drawing, Joining, Layer } from "./cutter.ts";
import { perSecond, spelled } from "./frame-rate.ts";

const NO_TURNING = "-noautorotate";
const RAW = ["-f", "s16le", "-ar", String(SOUND.sampleRate), "-ac", "2"];
const AS_MP4 = ["-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4"];
const COLOURS = [
  ["-colorspace", "bt709", "-color_range", "tv"],
  ["-color_primaries", "bt709", "-color_trc", "bt709"],
].flat();

/** Cuts with the ffmpeg program. */
export function createCliCutter(ffmpegPath: string): Cutter {
  return {
    draw: async (drawing) => {
      const { frames, report } = drawing;
      await runFfmpeg(ffmpegPath, drawArguments(drawing), {
        onOutput: (text) => {
          const done = /frame=(\d+)/.exec(text)?.[1];
          if (done !== undefined) report(Number(done) / frames);
        },
      });
    },

    takeSound: (from, to) => {
      const sound = ["-map", "0:a:0", "-af", SOUND_FILTERS, ...RAW, `file:${to}`];
      return runFfmpeg(ffmpegPath, [...asFilm(from), ...sound]);
    },

    join: (joining) => runFfmpeg(ffmpegPath, joinArguments(joining)),
  };
}

function drawArguments({ layers, graph, rate, frames, to }: Drawing): string[] {
  const { preset, crf, stitchable } = DRAWN;
  return [
    ...layers.flatMap(layerArguments),
    ["-filter_complex", graph, "-map", "[v]", "-an", "-r", spelled(rate)],
    ["-frames:v", String(frames), "-c:v", "libx264", "-preset", preset, "-crf", String(crf)],
    ["-x264-params", `stitchable=${stitchable}`, "-g", String(Math.round(perSecond(rate) * 2))],
    [...COLOURS, ...AS_MP4, "-progress", "pipe:1", `file:${to}`],
  ].flat();
}

function layerArguments({ path, kind }: Layer): string[] {
  if (kind === "film") return [NO_TURNING, ...asFilm(path)];
  return ["-f", "png_pipe", "-i", `file:${path}`];
}

function joinArguments({ list, sound, to }: Joining): string[] {
  const bounds = Object.entries(LIST_BOUNDS).flatMap(([name, value]) => [`-${name}`, value]);
  // Times as they are: where a film's sound begins ahead of it, all would be shifted by as much.
  const pictures = ["-copyts", "-f", "concat", ...bounds, "-i", `file:${list}`];
  const samples = sound === undefined ? [] : [...RAW, "-i", `file:${sound}`];
  const encoded = sound === undefined ? [] : ["-map", "1:a", "-c:a", "aac"];
  const bitrate = sound === undefined ? [] : ["-b:a", String(SOUND.bitrate)];
  return [
    [...pictures, ...samples, "-map", "0:v:0", "-c:v", "copy", ...encoded, ...bitrate],
    [...AS_MP4, `file:${to}`],
  ].flat();
}
