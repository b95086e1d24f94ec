import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable, pipeline } from "node:stream";
import { buffer } from "node:stream/consumers";

/** Read at once, in bytes. Pieces as small as a blob gives them take more time than the network. */
const PIECE = 512 * 1024;

/** What a request takes along: of which type, how many bytes, read anew for each try. */
export interface Load {
  readonly type: string;
  readonly bytes: number;
  open(): Readable;
}

/** A file as it lies on the disk, with what stands before and behind it. */
export async function loadOf(
  path: string,
  type: string,
  [before, behind]: readonly [string, string] = ["", ""],
): Promise<Load> {
  const { size } = await stat(path);
  const bytes = Buffer.byteLength(before) + size + Buffer.byteLength(behind);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(before);
    if (size > 0) yield* createReadStream(path, { highWaterMark: PIECE, end: size - 1 });
    yield Buffer.from(behind);
  }
  return { type, bytes, open: () => Readable.from(pieces(), { objectMode: false }) };
}

/** Tells a load from whatever else a client is asked to send. */
export function isLoad(value: unknown): value is Load {
  return typeof value === "object" && value !== null && "open" in value && "bytes" in value;
}

interface Sending {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a load once, read from the disk as the other side takes it, and answers what it says to it.
 * Follows no redirect. Throws what the network throws.
 */
export async function sendLoad(url: URL, load: Load, sending: Sending): Promise<Response> {
  const { method, headers, signal } = sending;
  const call = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
    method,
    signal,
    headers: { ...headers, "content-type": load.type, "content-length": load.bytes },
  });
  try {
    const answer = await answerTo(call, load.open());
    const { statusCode: status = 0, headersDistinct } = answer;
    const body = await buffer(answer);
    return new Response(body.length > 0 ? new Uint8Array(body) : null, {
      status,
      headers: Object.entries(headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      ),
    });
  } finally {
    // A no may come before all of it was sent.
    if (!call.writableFinished) call.destroy();
  }
}

function answerTo(call: ClientRequest, stream: Readable): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once("response", resolve);
    call.on("error", reject);
    pipeline(stream, call, (error) => {
      if (error) reject(error);
    });
  });
}
