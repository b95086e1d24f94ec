import { AS_FILM, AS_MP4, loadNodeAv, rethrowAv } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import { PEAK, pictureFilters } from "./encode.ts";
import type { Encode } from "./encode.ts";

/**
 * Encodes with node-av, inside this process. After a failure nothing is closed: the process ends
 * with its task, and closing what still works elsewhere aborts it.
 */
export async function encodeWithAv(order: Encode): Promise<void> {
  const av = await loadNodeAv();
  await encode(av, order).catch(rethrowAv);
}

async function encode(av: NodeAv, { from, to, seconds, plan, report }: Encode): Promise<void> {
  const { videoBitrate, audioBitrate } = plan;
  const film = await av.Demuxer.open(from, AS_FILM);
  const [video, audio] = [film.video(), film.audio()];
  if (video === undefined) throw new Error("no picture");
  const decoder = await av.Decoder.create(video);
  const filter = av.FilterAPI.create(pictureFilters(plan));
  const encoder = await av.Encoder.create(av.FF_ENCODER_LIBX264, {
    decoder,
    filter,
    bitrate: videoBitrate,
    maxRate: Math.round(videoBitrate * PEAK.rate),
    bufSize: Math.round(videoBitrate * PEAK.buffer),
    options: { preset: "veryfast", profile: "high" },
  });
  const muxer = await av.Muxer.open(to, AS_MP4);
  const watch = {
    progressInterval: 200, // ms
    onProgress: ({ time }: { time: number }) => report(time / seconds),
  };
  const picture = [decoder, filter, encoder];
  if (audio === undefined || audioBitrate === undefined) {
    await av.pipeline(film, { video: picture }, muxer, watch).completion;
  } else {
    const ear = await av.Decoder.create(audio);
    const voice = await av.Encoder.create(av.FF_ENCODER_AAC, {
      decoder: ear,
      bitrate: audioBitrate,
    });
    await av.pipeline(film, { video: picture, audio: [ear, voice] }, muxer, watch).completion;
  }
  await muxer.close();
}
