import { writeFile } from "node:fs/promises";
import type { Demuxer } from "node-av/api";
import type { Frame } from "node-av/lib";
import { MediaError } from "../../errors.ts";
import { AS_FILM, loadNodeAv, rethrowAv } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import { UPRIGHT } from "../ffmpeg/upright.ts";
import { probeClip } from "../probe.ts";
import type { StillInput } from "../stills.ts";
import { PNG_FILTERS, POSTER_FILTERS, TAIL_SECONDS } from "./still-filters.ts";

/**
 * Takes a picture with node-av, inside this process. Nothing is closed: the process ends with its
 * task, and closing what is still at work elsewhere aborts it.
 */
export async function stillWithAv({ which, from, to }: StillInput): Promise<void> {
  const av = await loadNodeAv();
  const upright = UPRIGHT[(await probeClip(from)).rotation];
  const taken = which === "poster" ? poster(av, from, upright) : lastFrame(av, from, upright);
  await writeFile(to, await taken.catch(rethrowAv), { mode: 0o600 });
}

async function poster(av: NodeAv, from: string, upright: string): Promise<Buffer> {
  const frames = await framesOf(av, await av.Demuxer.open(from, AS_FILM));
  const chosen = await firstOf(av.FilterAPI.create(`${upright},${POSTER_FILTERS}`).frames(frames));
  return av.Encoder.encodeOne(av.FF_ENCODER_MJPEG, chosen);
}

async function lastFrame(av: NodeAv, from: string, upright: string): Promise<Buffer> {
  const last = (await lastOf(av, from, TAIL_SECONDS)) ?? (await lastOf(av, from, Infinity));
  if (last === undefined) throw empty();
  const drawn = await firstOf(av.FilterAPI.create(`${upright},${PNG_FILTERS}`).frames(last));
  return av.Encoder.encodeOne(av.FF_ENCODER_PNG, drawn);
}

/** Enters the film at a key frame, at least so long before its end, and keeps the last frame. */
async function lastOf(av: NodeAv, from: string, seconds: number): Promise<Frame | undefined> {
  const film = await av.Demuxer.open(from, AS_FILM);
  const start = Math.max(0, film.duration - seconds);
  await film.seek(start, -1, av.AVSEEK_FLAG_BACKWARD);
  let last: Frame | undefined;
  for await (const frame of await framesOf(av, film)) {
    if (frame === null) continue;
    last?.free();
    last = frame;
  }
  return last;
}

async function framesOf(av: NodeAv, film: Demuxer) {
  const video = film.video();
  if (video === undefined) throw empty();
  const decoder = await av.Decoder.create(video);
  return decoder.frames(film.packets(video.index));
}

/** The first that comes. What follows is left where it is, still at work. */
async function firstOf(frames: AsyncGenerator<Frame | null>): Promise<Frame> {
  for (;;) {
    const { value, done } = await frames.next();
    if (done) throw empty();
    if (value) return value;
  }
}

function empty(): MediaError {
  return new MediaError("broken", "The clip has no picture.");
}
