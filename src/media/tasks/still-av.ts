import { writeFile } from "node:fs/promises";
import type { Demuxer } from "node-av/api";
import type { Frame } from "node-av/lib";
import { MediaError } from "../../errors.ts";
import { AS_FILM, loadNodeAv, rethrowAv } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import type { StillInput } from "../stills.ts";
import { PNG_FILTERS, POSTER_FILTERS, TAIL_SECONDS } from "./still-filters.ts";

/** Takes a picture with node-av, inside this process. */
export async function stillWithAv({ which, from, to }: StillInput): Promise<void> {
  const av = await loadNodeAv();
  const picture = await (which === "poster" ? poster(av, from) : lastFrame(av, from)).catch(
    rethrowAv,
  );
  await writeFile(to, picture, { mode: 0o600 });
}

async function poster(av: NodeAv, from: string): Promise<Buffer> {
  await using film = await av.Demuxer.open(from, AS_FILM);
  using filter = av.FilterAPI.create(POSTER_FILTERS);
  for await (const frame of filter.frames(await framesOf(av, film))) {
    if (frame === null) continue;
    using chosen = frame;
    return await av.Encoder.encodeOne(av.FF_ENCODER_MJPEG, chosen);
  }
  throw empty();
}

async function lastFrame(av: NodeAv, from: string): Promise<Buffer> {
  await using film = await av.Demuxer.open(from, AS_FILM);
  using last =
    (await lastOf(av, film, film.duration - TAIL_SECONDS)) ?? (await lastOf(av, film, 0));
  if (last === undefined) throw empty();
  using filter = av.FilterAPI.create(PNG_FILTERS);
  for await (const frame of filter.frames(last)) {
    if (frame === null) continue;
    using chosen = frame;
    return await av.Encoder.encodeOne(av.FF_ENCODER_PNG, chosen);
  }
  throw empty();
}

/** Enters the film at the key frame before `start` and keeps the last frame that comes. */
async function lastOf(av: NodeAv, film: Demuxer, start: number): Promise<Frame | undefined> {
  await film.seek(Math.max(0, start), -1, av.AVSEEK_FLAG_BACKWARD);
  let last: Frame | undefined;
  for await (const frame of await framesOf(av, film)) {
    if (frame === null) continue;
    last?.free();
    last = frame.clone() ?? undefined;
    frame.free();
  }
  return last;
}

async function framesOf(av: NodeAv, film: Demuxer) {
  const video = film.video();
  if (video === undefined) throw empty();
  const decoder = await av.Decoder.create(video);
  return decoder.frames(film.packets(video.index));
}

function empty(): MediaError {
  return new MediaError("broken", "The clip has no picture.");
}
