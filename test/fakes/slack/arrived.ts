import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { Busboy } from "@fastify/busboy";
import type { BusboyHeaders } from "@fastify/busboy";

/** Larger files are counted, not kept. */
const KEPT_BYTES = 8 * 2 ** 20;

/** Bytes that were sent, streamed: of many only the number and the hash remain. */
export interface ArrivedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly data: Buffer | undefined;
}

/** The arguments of a call, from a form or from JSON; what a form holds as JSON is read. */
export async function argumentsIn(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await buffer(request)).toString();
  if (text === "") return {};
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(new URLSearchParams(text));
}

/** The bytes of an upload: the whole body, or the one file in a form. */
export async function fileIn(request: IncomingMessage): Promise<ArrivedFile> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return counted(request);
  const headers: BusboyHeaders = { ...request.headers, "content-type": type };
  const busboy = new Busboy({ headers });
  const { promise, resolve, reject } = Promise.withResolvers<ArrivedFile>();
  let hasFile = false;
  busboy.on("file", (_field, stream) => {
    hasFile = true;
    counted(stream as AsyncIterable<Buffer>).then(resolve, reject);
  });
  busboy.on("error", reject).on("finish", () => {
    if (!hasFile) reject(new Error("a form without a file"));
  });
  request.on("aborted", () => reject(new Error("the caller is gone")));
  request.pipe(busboy);
  return promise;
}

export async function counted(stream: AsyncIterable<Buffer>): Promise<ArrivedFile> {
  const hash = createHash("sha256");
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes <= KEPT_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  const data = bytes <= KEPT_BYTES ? Buffer.concat(chunks) : undefined;
  return { bytes, sha256: hash.digest("hex"), data };
}

/** What an argument says, when it is a text, a number or a yes or no. */
export function textOf(value: unknown): string {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}

/** An argument that is an object or a list: as it stands, or as JSON in a form. */
export function jsonOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
