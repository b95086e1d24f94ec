import { asFilm, runFfmpeg } from "../ffmpeg/cli.ts";
import { PEAK, pictureFilters } from "./encode.ts";
import type { Encode } from "./encode.ts";

/** Encodes with the ffmpeg program. */
export async function encodeWithCli(order: Encode, ffmpegPath: string): Promise<void> {
  const { from, to, seconds, plan } = order;
  const { videoBitrate, audioBitrate } = plan;
  const sound = audioBitrate === undefined ? ["-an"] : ["-c:a", "aac", "-b:a", `${audioBitrate}`];
  const args = [
    [...asFilm(from), "-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-sn", "-dn"],
    ["-vf", pictureFilters(plan), "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high"],
    ["-b:v", `${videoBitrate}`, "-maxrate", `${Math.round(videoBitrate * PEAK.rate)}`],
    ["-bufsize", `${Math.round(videoBitrate * PEAK.buffer)}`],
    ["-x264-params", `ratetol=${plan.rateTolerance}`, ...sound],
    ["-movflags", "+faststart", "-f", "mp4", "-progress", "pipe:1", `file:${to}`],
  ].flat();
  const onOutput = (text: string) => {
    const time = /out_time_us=(\d+)/.exec(text)?.[1];
    if (time !== undefined) order.report(Number(time) / 1e6 / seconds);
  };
  await runFfmpeg(ffmpegPath, args, { onOutput });
}
