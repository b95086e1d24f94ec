import { writeTracks } from "../ffmpeg/av-tracks.ts";
import type { AvTrack } from "../ffmpeg/av-tracks.ts";
import { AS_FILM, AS_MP4, loadNodeAv, rethrowAv } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import { UPRIGHT } from "../ffmpeg/upright.ts";
import { PEAK, pictureFilters } from "./encode.ts";
import type { Encode } from "./encode.ts";

/**
 * Encodes with node-av, inside this process. Nothing but the file is closed: the process ends with
 * its task, and closing what is still at work elsewhere aborts it.
 */
export async function encodeWithAv(order: Encode): Promise<void> {
  const av = await loadNodeAv();
  await encode(av, order).catch(rethrowAv);
}

async function encode(av: NodeAv, order: Encode): Promise<void> {
  const tracks = [await pictureOf(av, order), ...(await soundOf(av, order))];
  const muxer = await av.Muxer.open(order.to, AS_MP4);
  await writeTracks(muxer, tracks);
  await muxer.close();
}

async function pictureOf(av: NodeAv, order: Encode): Promise<AvTrack> {
  const { from, plan, rotation, frames, report } = order;
  const { videoBitrate } = plan;
  const film = await av.Demuxer.open(from, AS_FILM);
  const stream = film.video();
  if (stream === undefined) throw new Error("no picture");
  const decoder = await av.Decoder.create(stream);
  const filter = av.FilterAPI.create(`${UPRIGHT[rotation]},${pictureFilters(plan)}`);
  const encoder = await av.Encoder.create(av.FF_ENCODER_LIBX264, {
    decoder,
    filter,
    bitrate: videoBitrate,
    maxRate: Math.round(videoBitrate * PEAK.rate),
    bufSize: Math.round(videoBitrate * PEAK.buffer),
    options: {
      preset: "veryfast",
      profile: "high",
      "x264-params": `ratetol=${plan.rateTolerance}`,
    },
  });
  const pictures = filter.frames(decoder.frames(film.packets(stream.index)));
  let done = 0;
  const onPacket = () => report((done += 1) / frames);
  return { source: encoder, packets: encoder.packets(pictures), onPacket };
}

/** Reads the file a second time: from one reader, a slow track would hold back the other for ever. */
async function soundOf(av: NodeAv, { from, plan }: Encode): Promise<AvTrack[]> {
  if (plan.audioBitrate === undefined) return [];
  const film = await av.Demuxer.open(from, AS_FILM);
  const stream = film.audio();
  if (stream === undefined) return [];
  const decoder = await av.Decoder.create(stream);
  const encoder = await av.Encoder.create(av.FF_ENCODER_AAC, {
    decoder,
    bitrate: plan.audioBitrate,
  });
  const packets = encoder.packets(decoder.frames(film.packets(stream.index)));
  return [{ source: encoder, packets }];
}
