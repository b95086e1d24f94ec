import { open } from "node:fs/promises";
import { AS_FILM, loadNodeAv, rethrowAv } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import { UPRIGHT } from "../ffmpeg/upright.ts";
import type { Rotation } from "../mp4/tracks.ts";

interface FramesOrder {
  readonly from: string;
  readonly to: string;
  /** They end in a format of one plane. */
  readonly filters: string;
  readonly rotation: Rotation;
  /** How many at most. */
  readonly most: number;
}

/** Writes the frames of a film, filtered, one after the other as they are. Nothing is closed but the file. */
export async function rawFramesWithAv(order: FramesOrder): Promise<void> {
  const av = await loadNodeAv();
  await write(av, order).catch(rethrowAv);
}

async function write(av: NodeAv, order: FramesOrder): Promise<void> {
  const { from, to, filters, rotation, most } = order;
  const film = await av.Demuxer.open(from, AS_FILM);
  const stream = film.video();
  if (stream === undefined) throw new Error("no picture");
  const decoder = await av.Decoder.create(stream);
  const filter = av.FilterAPI.create(`${UPRIGHT[rotation]},${filters}`);
  await using file = await open(to, "w", 0o600);
  // What is left is left where it is, still at work: ending it early aborts the process.
  const frames = filter.frames(decoder.frames(film.packets(stream.index)));
  for (let taken = 0; taken < most;) {
    const { value, done } = await frames.next();
    if (done) return;
    if (value === null) continue;
    await file.appendFile(value.toBuffer());
    value.free();
    taken += 1;
  }
}
