import { Hono } from "hono";
import type { Context } from "hono";
import { hasVersion } from "../serving/version.ts";
import { languageOf, preferredLocale } from "../words.ts";
import { createDoor } from "./door.ts";
import { loadPage } from "./page-files.ts";
import type { Page } from "./page-files.ts";

export interface PlaygroundDeps {
  /** The local platform's API. */
  readonly api: Hono;
  readonly host: string;
  readonly token?: string;
  readonly publicUrl?: string;
}

/** The playground as a whole, to be mounted at `/`: the door, the page behind it, and its API. */
export function createPlayground({ api, host, token, publicUrl }: PlaygroundDeps): Hono {
  const playground = new Hono();
  let loaded: Page | undefined;
  // Not before somebody looks: what takes the types off the page needs 30 MB.
  const parts = () => (loaded ??= loadPage());

  const html = (c: Context, body: string, status: 200 | 401) => {
    c.header("Content-Security-Policy", parts().policy);
    return c.html(body, status);
  };

  const door = createDoor({
    host,
    token,
    publicUrl,
    askForToken: (c, wasWrong) => html(c, parts().tokenPage(languageFor(c), wasWrong), 401),
  });

  playground.route("/", door);
  playground.get("/", (c) => html(c, parts().page(languageFor(c)), 200));
  playground.get("/favicon.ico", (c) => c.redirect("/assets/page/logo.svg", 302));
  playground.get("/assets/*", (c) => {
    const asset = parts().assets.get(c.req.path.slice("/assets/".length));
    if (!asset) return c.notFound();
    c.header("ETag", asset.etag);
    c.header("Cache-Control", "no-cache");
    if (hasVersion(c, asset.etag)) return c.body(null, 304);
    return c.body(asset.body, 200, { "Content-Type": asset.type });
  });
  playground.route("/api/local", api);
  return playground;
}

function languageFor(c: Context): string {
  return languageOf(preferredLocale(c.req.header("accept-language")));
}
