import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { Busboy } from "@fastify/busboy";
import type { BusboyHeaders } from "@fastify/busboy";

/** Larger files are counted, not kept. */
const KEPT_BYTES = 8 * 2 ** 20;

/** A file of an upload, streamed: of large ones only the size and the hash remain. */
export interface ArrivedFile {
  /** As in `files[0]`. */
  readonly index: string;
  readonly filename: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly data: Buffer | undefined;
}

/** The body of a request: JSON, or a form with JSON in `payload_json` and files beside it. */
export interface Arrived {
  readonly json: Record<string, unknown> | undefined;
  readonly files: readonly ArrivedFile[];
}

export async function arrivedIn(request: IncomingMessage): Promise<Arrived> {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) return formIn(request, type);
  const text = (await buffer(request)).toString();
  return { json: text === "" ? undefined : parse(text), files: [] };
}

async function formIn(request: IncomingMessage, type: string): Promise<Arrived> {
  const headers: BusboyHeaders = { ...request.headers, "content-type": type };
  const busboy = new Busboy({ headers, limits: { fieldSize: 2 ** 20 } });
  const files: ArrivedFile[] = [];
  const arriving: Promise<void>[] = [];
  let json: Record<string, unknown> | undefined;

  busboy.on("field", (name, value) => {
    if (name === "payload_json") json = parse(value);
  });
  busboy.on("file", (field, stream, filename, _encoding, mime) => {
    const index = /^files\[(\d+)\]$/.exec(field)?.[1] ?? field;
    arriving.push(
      (async () => {
        const hash = createHash("sha256");
        const chunks: Buffer[] = [];
        let bytes = 0;
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          hash.update(chunk);
          bytes += chunk.length;
          if (bytes <= KEPT_BYTES) chunks.push(chunk);
        }
        const data = bytes <= KEPT_BYTES ? Buffer.concat(chunks) : undefined;
        files.push({ index, filename, type: mime, bytes, sha256: hash.digest("hex"), data });
      })(),
    );
  });

  const { promise, resolve, reject } = Promise.withResolvers<void>();
  busboy.on("finish", resolve).on("error", reject);
  request.on("aborted", () => reject(new Error("the caller is gone")));
  request.pipe(busboy);
  await promise;
  await Promise.all(arriving);
  return { json, files };
}

function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

/** What a field of a body says, when it is a text or a number. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
