import { open, stat } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";

/** Read at once, in bytes. Pieces as small as a blob gives them take more time than the network. */
const PIECE = 512 * 1024;
/** What an answer to an upload may have at most, in bytes. */
const LONGEST_ANSWER = 4 * 2 ** 20;

/** What a request takes along: of which type, how many bytes, read anew for each try. */
export interface Load {
  readonly type: string;
  readonly bytes: number;
  /** Each piece holds until the next one is asked for. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** A file as it lies on the disk, with what stands before and behind it. */
export async function loadOf(
  path: string,
  type: string,
  [before, behind]: readonly [string, string] = ["", ""],
): Promise<Load> {
  const { size } = await stat(path);
  return {
    type,
    bytes: Buffer.byteLength(before) + size + Buffer.byteLength(behind),
    async *pieces() {
      yield Buffer.from(before);
      yield* piecesOf(path, size);
      yield Buffer.from(behind);
    },
  };
}

/**
 * Reads a piece while the one before it is sent, in two rooms by turns: a new one for each would
 * call the garbage collector more often than it takes to send them.
 */
async function* piecesOf(path: string, size: number): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  let [room, other] = [Buffer.allocUnsafeSlow(PIECE), Buffer.allocUnsafeSlow(PIECE)];
  let at = 0;
  const readOn = () => {
    const reading = file.read(room, 0, Math.min(PIECE, size - at), at);
    // Whoever waits for it hears of it, and perhaps nobody waits any more.
    reading.catch(() => {});
    return reading;
  };
  let reading = readOn();
  while (at < size) {
    // oxlint-disable-next-line no-await-in-loop -- one behind the other
    const { bytesRead } = await reading;
    if (bytesRead === 0) throw new Error("the file has become shorter");
    at += bytesRead;
    const piece = room.subarray(0, bytesRead);
    [room, other] = [other, room];
    reading = readOn();
    yield piece;
  }
}

/** Tells a load from whatever else a client is asked to send. */
export function isLoad(value: unknown): value is Load {
  return typeof value === "object" && value !== null && "pieces" in value && "bytes" in value;
}

interface Sending {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a load once, read from the disk as the other side takes it, and answers what it says to it.
 * Follows no redirect. Throws what the network throws, and `ECONNRESET` when no answer comes that
 * can be read.
 */
export async function sendLoad(url: URL, load: Load, sending: Sending): Promise<Response> {
  const { method, headers, signal } = sending;
  const call = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
    method,
    signal,
    headers: { ...headers, "content-type": load.type, "content-length": load.bytes },
  });
  try {
    const answer = await answerTo(call, load);
    return responseOf(answer, await bodyOf(answer));
  } finally {
    // A no may come before all of it was sent.
    if (!call.writableFinished) call.destroy();
  }
}

function answerTo(call: ClientRequest, load: Load): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once("response", resolve);
    // Stays on: what breaks later is told by the body, and must not be an unheard error here.
    call.on("error", (error) => reject(isNoHttp(error) ? brokenConnection(error) : error));
    // Without a word, when the other side switches to another protocol.
    call.once("close", () => reject(brokenConnection()));
    sendAll(call, load).catch(reject);
  });
}

async function sendAll(call: ClientRequest, load: Load): Promise<void> {
  for await (const piece of load.pieces()) {
    if (piece.length > 0) await sent(call, piece);
  }
  call.end();
}

/** Resolves once the other side's machine has it, and it may be overwritten here. */
function sent(call: ClientRequest, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = () => reject(brokenConnection());
    call.once("close", broken);
    call.write(piece, (error) => {
      call.off("close", broken);
      if (error) reject(error);
      else resolve();
    });
  });
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer) {
    if (!(piece instanceof Uint8Array)) continue;
    bytes += piece.length;
    if (bytes > LONGEST_ANSWER) throw brokenConnection();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function responseOf({ statusCode: status = 0, headersDistinct }: IncomingMessage, body: Buffer) {
  if (status > 599) throw brokenConnection();
  return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(body), {
    status,
    headers: Object.entries(headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  });
}

function isNoHttp(error: Error): boolean {
  return "code" in error && String(error.code).startsWith("HPE_");
}

/** No answer that can be read: what was sent may have arrived all the same. */
function brokenConnection(cause?: unknown): Error {
  return Object.assign(new Error("the connection broke", { cause }), { code: "ECONNRESET" });
}
