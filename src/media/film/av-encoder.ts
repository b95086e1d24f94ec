import { rm } from "node:fs/promises";
import type { Encoder, Muxer } from "node-av/api";
import type { Frame } from "node-av/lib";
import type { Film, FilmEncoder } from "./film.ts";
import { AS_MP4, loadNodeAv, rethrowAv } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import type { Sound } from "./wav.ts";

const SAMPLES = 1024; // in one AAC frame

/** Encodes with node-av, inside this process: a frame and the sound beside it, in turns. */
export async function openAvEncoder(film: Film): Promise<FilmEncoder> {
  const av = await loadNodeAv();
  const { fps, sound } = film;
  const video = await videoEncoder(av, film).catch(rethrowAv);
  const audio = await av.Encoder.create(av.FF_ENCODER_AAC, { bitrate: 128_000 }).catch(rethrowAv);
  const muxer = await av.Muxer.open(film.out, AS_MP4).catch(rethrowAv);
  const videoTrack = muxer.addStream(video);
  const audioTrack = muxer.addStream(audio);
  let frames = 0;
  let samples = 0;

  /** Keeps both tracks side by side, so the muxer never has to hold one back. */
  async function soundUntil(end: number) {
    while (samples < end) {
      await encode(muxer, audio, audioTrack, soundFrame(av, sound, samples));
      samples += SAMPLES;
    }
  }

  async function complete() {
    await soundUntil(sound.left.length);
    await encode(muxer, video, videoTrack, undefined);
    await encode(muxer, audio, audioTrack, undefined);
    await muxer.close();
    release();
  }

  function release() {
    video.close();
    audio.close();
  }

  return {
    async write(frame) {
      const picture = videoFrame(av, film, frame, frames);
      frames += 1;
      await encode(muxer, video, videoTrack, picture).catch(rethrowAv);
      const end = Math.min(sound.left.length, Math.ceil((frames / fps) * sound.sampleRate));
      await soundUntil(end).catch(rethrowAv);
    },

    async finish() {
      await complete().catch(rethrowAv);
    },

    async abort() {
      // The muxer stays open: after a failure it cannot be closed, and its process ends anyway.
      release();
      await rm(film.out, { force: true });
    },
  };
}

function videoEncoder(av: NodeAv, { width, height, fps, crf = 21, preset = "veryfast" }: Film) {
  return av.Encoder.create(av.FF_ENCODER_LIBX264, {
    options: { preset, crf, tune: "film" },
    gopSize: fps * 2,
    configure: (context) => {
      context.width = width;
      context.height = height;
      context.colorSpace = av.AVCOL_SPC_BT709;
      context.colorPrimaries = av.AVCOL_PRI_BT709;
      context.colorTrc = av.AVCOL_TRC_BT709;
      context.colorRange = av.AVCOL_RANGE_MPEG;
    },
  });
}

/** Encodes one frame, or what is still inside when there are no more, and writes what comes out. */
async function encode(muxer: Muxer, encoder: Encoder, track: number, frame: Frame | undefined) {
  try {
    for (const packet of await encoder.encodeAll(frame ?? null)) {
      await muxer.writePacket(packet, track);
      packet.free();
    }
    if (frame === undefined) await muxer.writePacket(null, track);
  } finally {
    frame?.free();
  }
}

function videoFrame(av: NodeAv, film: Film, bytes: Uint8Array, index: number): Frame {
  const frame = av.Frame.fromVideoBuffer(bufferOver(bytes), {
    width: film.width,
    height: film.height,
    format: av.AV_PIX_FMT_YUV420P,
    timeBase: { num: 1, den: film.fps },
    pts: BigInt(index),
  });
  frame.colorSpace = av.AVCOL_SPC_BT709;
  frame.colorPrimaries = av.AVCOL_PRI_BT709;
  frame.colorTrc = av.AVCOL_TRC_BT709;
  frame.colorRange = av.AVCOL_RANGE_MPEG;
  return frame;
}

function soundFrame(av: NodeAv, { left, right, sampleRate }: Sound, start: number): Frame {
  const count = Math.min(SAMPLES, left.length - start);
  const planes = new Float32Array(count * 2);
  planes.set(left.subarray(start, start + count));
  planes.set(right.subarray(start, start + count), count);
  return av.Frame.fromAudioBuffer(bufferOver(planes), {
    nbSamples: count,
    format: av.AV_SAMPLE_FMT_FLTP,
    sampleRate,
    channelLayout: av.AV_CHANNEL_LAYOUT_STEREO,
    timeBase: { num: 1, den: sampleRate },
    pts: BigInt(start),
  });
}

/** The same memory, seen as a Buffer. */
function bufferOver({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
