import type { Encoder, Muxer } from "node-av/api";
import type { Packet } from "node-av/lib";
import { AS_FILM, AS_MP4, loadNodeAv, rethrowAv, UPRIGHT } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import { PEAK, pictureFilters } from "./encode.ts";
import type { Encode } from "./encode.ts";

interface Track {
  readonly encoder: Encoder;
  readonly packets: AsyncIterable<Packet | null>;
  readonly onPacket: () => void;
}

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
  await writeAll(muxer, tracks);
  await muxer.close();
}

async function pictureOf(av: NodeAv, order: Encode): Promise<Track> {
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
    options: { preset: "veryfast", profile: "high" },
  });
  const pictures = filter.frames(decoder.frames(film.packets(stream.index)));
  let done = 0;
  const onPacket = () => report((done += 1) / frames);
  return { encoder, packets: encoder.packets(pictures), onPacket };
}

/** Reads the file a second time: from one reader, a slow track would hold back the other for ever. */
async function soundOf(av: NodeAv, { from, plan }: Encode): Promise<Track[]> {
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
  return [{ encoder, packets, onPacket: () => {} }];
}

/** Both tracks are encoded side by side and written in turns: the file takes one packet at a time. */
async function writeAll(muxer: Muxer, tracks: readonly Track[]): Promise<void> {
  let turn = Promise.resolve();
  const write = (packet: Packet | null, track: number) => {
    turn = turn.then(() => muxer.writePacket(packet, track));
    return turn;
  };
  const indexes = tracks.map(({ encoder }) => muxer.addStream(encoder));
  const written = tracks.map(async ({ packets, onPacket }, at) => {
    const index = indexes[at] ?? 0;
    for await (const packet of packets) {
      if (packet === null) continue;
      await write(packet, index);
      packet.free();
      onPacket();
    }
    await write(null, index);
  });
  for (const outcome of await Promise.allSettled(written))
    if (outcome.status === "rejected") throw outcome.reason;
}
