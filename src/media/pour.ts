import { Writable } from "node:stream";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MediaError, ProviderError } from "../errors.ts";
import { createRooms } from "./rooms.ts";
import type { Rooms, Sink } from "./rooms.ts";

export interface PourBounds {
  readonly maxBytes: number;
  /** How long nothing may arrive, in ms. */
  readonly stall: number;
  /** How long the whole may take, in ms. */
  readonly timeout: number;
  /** How long it was announced to be. */
  readonly expectedBytes?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Pours a stream into a sink, and tells how many bytes there were. Throws
 * `MediaError` when a bound is met; errors of the sink pass as they are.
 */
export async function pour(stream: Readable, sink: Sink, bounds: PourBounds): Promise<number> {
  const { maxBytes, expectedBytes, signal } = bounds;
  if (signal.aborted) throw stopped();
  if ((expectedBytes ?? 0) > maxBytes) throw tooLarge();

  const stop = () => stream.destroy(stopped());
  const silent = setTimeout(() => stream.destroy(stalled()), bounds.stall);
  const late = setTimeout(() => stream.destroy(tooSlow()), bounds.timeout);
  signal.addEventListener("abort", stop, { once: true });
  let bytes = 0;
  const bound = (piece: Uint8Array) => {
    silent.refresh();
    bytes += piece.length;
    return bytes > maxBytes ? tooLarge() : undefined;
  };
  const rooms = createRooms(sink);
  try {
    await pipeline(stream, writableOf(rooms, bound));
  } catch (error) {
    // What the sink met comes first: the stream was ended for it.
    await rooms.rest();
    throw brokenOff(error);
  } finally {
    clearTimeout(silent);
    clearTimeout(late);
    signal.removeEventListener("abort", stop);
  }
  if (expectedBytes !== undefined && bytes !== expectedBytes)
    throw new MediaError("broken", "It is not as long as announced.");
  return bytes;
}

/** Told by callback: a promise for each piece, as loops over streams make it, takes longer than the piece. */
function writableOf(rooms: Rooms, bound: (piece: Uint8Array) => Error | undefined): Writable {
  const tell = (work: Promise<void>, done: (error?: Error) => void) => {
    // oxlint-disable-next-line promise/no-callback-in-promise -- a Writable hears nothing else
    work.then(() => done(), done);
  };
  return new Writable({
    write(piece: Uint8Array, _encoding, done) {
      const error = bound(piece);
      const work = error ? undefined : rooms.take(piece);
      if (work) tell(work, done);
      else done(error);
    },
    final: (done) => tell(rooms.flush(), done),
  });
}

function brokenOff(cause: unknown): Error {
  if (cause instanceof MediaError || cause instanceof ProviderError) return cause;
  return new MediaError("broken", "The download broke off.", { cause });
}

function stopped(): MediaError {
  return new MediaError("stopped", "The download was stopped.");
}

function stalled(): MediaError {
  return new MediaError("stopped", "The download stood still for too long.");
}

function tooSlow(): MediaError {
  return new MediaError("stopped", "The download took too long.");
}

function tooLarge(): MediaError {
  return new MediaError("too-large", "The file is too large.");
}
