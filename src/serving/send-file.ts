import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Context } from "hono";
import { stream } from "hono/streaming";
import { byteRange } from "./byte-range.ts";
import { hasVersion, isSameVersion } from "./version.ts";

/**
 * Answers with a file: whole, by range, which is how players seek, or with nothing where the reader
 * has it already. `undefined` when there is no such file. What else the caller has said of it in
 * headers goes with it.
 */
export async function sendFile(
  c: Context,
  { path, type }: { path: string; type: string },
): Promise<Response | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  const { size } = found;
  const version = `"${size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
  c.header("ETag", version);
  if (hasVersion(c, version)) return c.body(null, 304);

  c.header("Accept-Ranges", "bytes");
  const range = byteRange(isSameVersion(c, version) ? c.req.header("range") : undefined, size);
  if (range === "unsatisfiable") {
    c.header("Content-Range", `bytes */${size}`);
    c.header("Cache-Control", "no-store");
    return c.body(null, 416);
  }

  const { start, end } = range ?? { start: 0, end: size - 1 };
  c.header("Content-Type", type);
  c.header("Content-Length", String(end - start + 1));
  if (range) c.header("Content-Range", `bytes ${start}-${end}/${size}`);
  const status = range ? 206 : 200;
  // Nobody reads the body of what is only looked at, and so nobody would close its file.
  if (c.req.method === "HEAD" || size === 0) return c.body(null, status);
  c.status(status);
  return stream(c, async (out) => {
    for await (const chunk of createReadStream(path, { start, end })) {
      if (out.aborted) break;
      if (chunk instanceof Uint8Array) await out.write(chunk);
    }
  });
}
