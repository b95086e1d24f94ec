import { Hono } from "hono";
import type { Context } from "hono";
import { sendFile } from "../../../serving/send-file.ts";
import type { ApiDeps } from "./deps.ts";
import { Refusal } from "./refusal.ts";

const FILE = /^(?<id>[a-z0-9]{1,32})\.(?<ending>mp4|jpg|png|webp|bin)$/;

/** Clips, their stills and previews, and pictures and files of messages. A clip never changes, so browsers may keep it; players seek by range. */
export function clipRoutes({ clips, moving }: Pick<ApiDeps, "clips" | "moving">): Hono {
  const routes = new Hono();

  routes.get("/clips/:file", async (c) => {
    const { id, ending } = FILE.exec(c.req.param("file"))?.groups ?? {};
    if (id === undefined) throw gone();
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
  const file = path === undefined ? undefined : await sendFile(c, { path, type });
  if (file) return file;
  c.header("Cache-Control", "no-store");
  throw gone();
}

function gone(): Refusal {
  return new Refusal(404, "There is no such clip; perhaps it was deleted.");
}

function attachmentNamed(name: string): string {
  const plain = name.replace(/[^\w. -]/g, "_").slice(0, 100) || "clip.mp4";
  return `attachment; filename="${plain}"`;
}
