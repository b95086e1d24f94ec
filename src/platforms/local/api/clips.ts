import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Hono } from "hono";
import type { Context } from "hono";
import { stream } from "hono/streaming";
import type { ApiDeps } from "./deps.ts";
import { Refusal } from "./refusal.ts";
import { byteRange } from "./byte-range.ts";

const FILE = /^(?<id>[a-z0-9]{1,32})\.(?<ending>mp4|jpg|png|webp|bin)$/;

/** Clips, their stills and previews, and pictures and files of messages. A clip never changes, so browsers may keep it; players seek by range. */
export function clipRoutes({ clips, moving }: Pick<ApiDeps, "clips" | "moving">): Hono {
  const routes = new Hono();

  routes.get("/clips/:file", async (c) => {
    const { id, ending } = FILE.exec(c.req.param("file"))?.groups ?? {};
    if (id === undefined) throw gone();
    c.header("ETag", `"${id}"`);
    c.header("Cache-Control", "private, max-age=31536000, immutable");
    if (ending === "png") return send(c, clips.picturePath(id), "image/png");
    if (ending === "webp") return send(c, await moving.pathOf(id), "image/webp");
    if (ending === "jpg") return send(c, clips.posterPath(id), "image/jpeg");
    const name = c.req.query("download");
    if (name !== undefined) c.header("Content-Disposition", attachmentNamed(name));
    if (ending === "bin") return send(c, clips.filePath(id), "application/octet-stream");
    return send(c, clips.clipPath(id), "video/mp4");
  });

  return routes;
}

async function send(c: Context, path: string | undefined, type: string): Promise<Response> {
  const size = path === undefined ? undefined : await sizeOf(path);
  if (path === undefined || size === undefined) {
    c.header("Cache-Control", "no-store");
    throw gone();
  }
  c.header("Content-Type", type);
  c.header("Accept-Ranges", "bytes");
  const asked = isSameVersion(c) ? c.req.header("range") : undefined;
  const range = byteRange(asked, size);
  if (range === "unsatisfiable") {
    c.header("Content-Range", `bytes */${size}`);
    return c.body(null, 416);
  }

  const { start, end } = range ?? { start: 0, end: size - 1 };
  c.header("Content-Length", String(end - start + 1));
  if (range) c.header("Content-Range", `bytes ${start}-${end}/${size}`);
  const status = range ? 206 : 200;
  if (c.req.method === "HEAD" || size === 0) return c.body(null, status);
  c.status(status);
  return stream(c, async (out) => {
    const file = createReadStream(path, { start, end });
    for await (const chunk of file) {
      if (out.aborted) break;
      await out.write(chunk);
    }
  });
}

function gone(): Refusal {
  return new Refusal(404, "There is no such clip; perhaps it was deleted.");
}

/** `If-Range`: a part is only good for a file that is still the same. */
function isSameVersion(c: Context): boolean {
  const wanted = c.req.header("if-range");
  return wanted === undefined || wanted === c.res.headers.get("etag");
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

function attachmentNamed(name: string): string {
  const plain = name.replace(/[^\w. -]/g, "_").slice(0, 100) || "clip.mp4";
  return `attachment; filename="${plain}"`;
}
