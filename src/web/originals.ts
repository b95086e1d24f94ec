import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Hono } from "hono";
import { stream } from "hono/streaming";

/** Serves the clips that signed links lead to, as files to save. */
export function createOriginalRoutes(
  find: (signed: string) => Promise<{ path: string; name: string } | undefined>,
): Hono {
  const app = new Hono();

  app.get("/:signed", async (c) => {
    const found = await find(c.req.param("signed"));
    const size = found && (await stat(found.path).catch(() => undefined))?.size;
    if (!found || size === undefined) {
      return c.json({ error: "This link has expired, or its video was deleted." }, 404);
    }
    c.header("Content-Type", "video/mp4");
    c.header("Content-Length", String(size));
    c.header("Content-Disposition", `inline; filename="${found.name}"`);
    // Nobody reads the body of what is only looked at, and so nobody would close its file.
    if (c.req.method === "HEAD") return c.body(null);
    return stream(c, async (out) => {
      for await (const chunk of createReadStream(found.path)) {
        if (out.aborted) break;
        if (chunk instanceof Uint8Array) await out.write(chunk);
      }
    });
  });

  return app;
}
