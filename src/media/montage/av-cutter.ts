import { open } from "node:fs/promises";
import { writeTracks } from "../ffmpeg/av-tracks.ts";
import type { AvTrack } from "../ffmpeg/av-tracks.ts";
import { AS_FILM, AS_MP4, loadNodeAv, rethrowAv } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import { drawnFrames } from "./av-graph.ts";
import { DRAWN, LIST_BOUNDS, SOUND, SOUND_FILTERS } from "./cutter.ts";
import type { Cutter, Drawing, Joining } from "./cutter.ts";
import { perSecond } from "./frame-rate.ts";

/**
 * Cuts with node-av, inside this process. Nothing but the files is closed: the process ends with
 * its task, and closing what is still at work elsewhere aborts it.
 */
export function createAvCutter(): Cutter {
  return {
    draw: async (drawing) => draw(await loadNodeAv(), drawing).catch(rethrowAv),
    takeSound: async (from, to) => takeSound(await loadNodeAv(), from, to).catch(rethrowAv),
    join: async (joining) => join(await loadNodeAv(), joining).catch(rethrowAv),
  };
}

async function draw(av: NodeAv, drawing: Drawing): Promise<void> {
  const { frames, rate, to, report } = drawing;
  const { preset, crf, stitchable } = DRAWN;
  const { graph, pictures } = drawnFrames(av, drawing);
  const encoder = await av.Encoder.create(av.FF_ENCODER_LIBX264, {
    filter: graph,
    options: { preset, crf, "x264-params": `stitchable=${stitchable}` },
    gopSize: Math.round(perSecond(rate) * 2),
  });
  const muxer = await av.Muxer.open(to, AS_MP4);
  let done = 0;
  const onPacket = () => report((done += 1) / frames);
  await writeTracks(muxer, [{ source: encoder, packets: encoder.packets(pictures), onPacket }]);
  await muxer.close();
}

async function takeSound(av: NodeAv, from: string, to: string): Promise<void> {
  const film = await av.Demuxer.open(from, AS_FILM);
  const stream = film.audio();
  if (stream === undefined) throw new Error("no sound");
  const decoder = await av.Decoder.create(stream);
  const filter = av.FilterAPI.create(SOUND_FILTERS);
  await using file = await open(to, "w", 0o600);
  for await (const frame of filter.frames(decoder.frames(film.packets(stream.index)))) {
    if (frame === null) continue;
    const [samples] = frame.data ?? [];
    if (samples !== undefined)
      await file.appendFile(samples.subarray(0, frame.nbSamples * SOUND.bytes));
    frame.free();
  }
}

async function join(av: NodeAv, { list, sound, to }: Joining): Promise<void> {
  const films = await av.Demuxer.open(list, { format: "concat", options: LIST_BOUNDS });
  const source = films.video();
  if (source === undefined) throw new Error("no picture");
  const pictures = { source, packets: films.packets(source.index) };
  const tracks = sound === undefined ? [pictures] : [pictures, await soundTrack(av, sound)];
  const muxer = await av.Muxer.open(to, AS_MP4);
  await writeTracks(muxer, tracks);
  await muxer.close();
}

async function soundTrack(av: NodeAv, sound: string): Promise<AvTrack> {
  const samples = await av.Demuxer.open(sound, {
    format: "s16le",
    options: { sample_rate: SOUND.sampleRate, ch_layout: "stereo" },
  });
  const stream = samples.audio();
  if (stream === undefined) throw new Error("no samples");
  const decoder = await av.Decoder.create(stream);
  const source = await av.Encoder.create(av.FF_ENCODER_AAC, {
    decoder,
    bitrate: SOUND.bitrate,
    autoResample: true,
  });
  const packets = source.packets(decoder.frames(samples.packets(stream.index)));
  return { source, packets };
}
