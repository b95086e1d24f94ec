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
    return stream(c, async (out) => {
      const file = createReadStream(found.path);
      out.onAbort(() => void file.destroy());
      for await (const chunk of file) if (chunk instanceof Uint8Array) await out.write(chunk);
    });
  });

  return app;
}
