import { Hono } from "hono";
import { sendFile } from "../serving/send-file.ts";

/** Serves the clips that signed links lead to, to be watched at once or saved under their name. */
export function createOriginalRoutes(
  find: (signed: string) => Promise<{ path: string; name: string } | undefined>,
): Hono {
  const app = new Hono();

  app.get("/:signed", async (c) => {
    const found = await find(c.req.param("signed"));
    const file = found && (await sendFile(c, { path: found.path, type: "video/mp4" }));
    if (!file) return c.json({ error: "This link has expired, or its video was deleted." }, 404);
    file.headers.set("Content-Disposition", `inline; filename="${found.name}"`);
    return file;
  });

  return app;
}
