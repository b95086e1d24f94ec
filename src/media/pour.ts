import type { Readable } from "node:stream";
import { MediaError, ProviderError } from "../errors.ts";

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

/** Where the bytes go: a file, say. Resolves once it has taken them all. */
interface Sink {
  appendFile(bytes: Uint8Array): Promise<void>;
}

/** Written at once, in bytes: a write by chunk, as sockets give them, takes longer than the network. */
const ROOM = 512 * 1024;

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
  const gather = gathering(sink);
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      silent.refresh();
      const piece = bytesOf(chunk);
      bytes += piece.length;
      if (bytes > maxBytes) throw tooLarge();
      await gather.take(piece);
    }
    await gather.flush();
  } catch (error) {
    throw isOf(stream, error) ? brokenOff(error) : error;
  } finally {
    clearTimeout(silent);
    clearTimeout(late);
    signal.removeEventListener("abort", stop);
    await gather.rest();
  }
  if (expectedBytes !== undefined && bytes !== expectedBytes)
    throw new MediaError("broken", "It is not as long as announced.");
  return bytes;
}

/** Gathers pieces in one room, while the sink takes what is in the other. */
function gathering(sink: Sink) {
  let room = Buffer.allocUnsafeSlow(ROOM);
  let other = Buffer.allocUnsafeSlow(ROOM);
  let filled = 0;
  let writing = Promise.resolve();

  async function empty(): Promise<void> {
    await writing;
    writing = filled > 0 ? sink.appendFile(room.subarray(0, filled)) : writing;
    // Whoever waits for it next hears of it.
    writing.catch(() => {});
    [room, other] = [other, room];
    filled = 0;
  }

  return {
    async flush(): Promise<void> {
      await empty();
      await writing;
    },
    async take(piece: Uint8Array): Promise<void> {
      for (let from = 0; from < piece.length;) {
        const part = piece.subarray(from, from + ROOM - filled);
        room.set(part, filled);
        filled += part.length;
        from += part.length;
        // oxlint-disable-next-line no-await-in-loop -- the room is needed again
        if (filled === ROOM) await empty();
      }
    },
    /** Waits for what is being written, however it ends. */
    rest: () => writing.catch(() => {}),
  };
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError("a stream of bytes is expected");
}

/** Whether an error came from the stream, not from the sink. */
function isOf(stream: Readable, error: unknown): boolean {
  if (error === stream.errored) return true;
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
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
