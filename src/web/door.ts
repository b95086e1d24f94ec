import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isLoopback } from "../loopback.ts";

const COOKIE = "rushes_key";
const COOKIE_SECONDS = 60 * 60 * 24 * 30;
const MAX_FORM_BYTES = 4096;
const HOME_NAMES = ["localhost", "127.0.0.1", "[::1]"];
/** What a proxy adds: whoever comes through one is not at this machine. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
const BEYOND = "Set PLAYGROUND_TOKEN to open the playground beyond this machine.";
const READING = ["GET", "HEAD", "OPTIONS"];

export interface DoorDeps {
  /** The address that the server listens on. */
  readonly host: string;
  /** Demanded from everybody when it is set; without one, the door opens on this machine only. */
  readonly token?: string;
  /** Where people reach the server from elsewhere. */
  readonly publicUrl?: string;
  /** The page that asks for the token. */
  readonly askForToken: (c: Context, wasWrong: boolean) => Response | Promise<Response>;
}

/**
 * Who may enter the playground: this machine alone, or whoever knows the token. Pages of other
 * sites are kept out, also those whose name was pointed at this machine (`Host`, `Origin`).
 */
export function createDoor({ host, token, publicUrl, askForToken }: DoorDeps): Hono {
  const door = new Hono();
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;

  const guard: MiddlewareHandler = async (c, next) => {
    const refusal = hostRefusal(c) ?? originRefusal(c);
    if (refusal !== undefined) return c.json({ error: refusal }, 403);
    if (token === undefined && !isLoopback(host)) {
      return c.json({ error: BEYOND }, 403);
    }
    if (token === undefined || isKnown(c, token) || isOpen(c.req.path)) return next();
    if (c.req.path.startsWith("/api/")) {
      return c.json({ error: "This playground asks for its token: Authorization: Bearer …" }, 401);
    }
    return askForToken(c, false);
  };

  door.use(guard);

  door.post("/enter", async (c) => {
    if (token === undefined) return c.redirect("/", 303);
    if (Number(c.req.header("content-length") ?? Infinity) > MAX_FORM_BYTES) {
      return c.json({ error: "That is no token." }, 413);
    }
    const { token: given } = await c.req.parseBody();
    if (typeof given !== "string" || !isSame(given.trim(), token)) return askForToken(c, true);
    setCookie(c, COOKIE, keyOf(token), {
      httpOnly: true,
      sameSite: "Lax",
      path: "/",
      maxAge: COOKIE_SECONDS,
      secure: publicUrl?.startsWith("https:") ?? false,
    });
    return c.redirect("/", 303);
  });

  return door;

  /** A page elsewhere may point its own name at 127.0.0.1; it cannot change what `Host` says. */
  function hostRefusal(c: Context): string | undefined {
    if (token !== undefined) return undefined;
    const asked = c.req.header("host") ?? "";
    if (FORWARDED.some((name) => c.req.header(name) !== undefined)) return BEYOND;
    if (HOME_NAMES.includes(asked.replace(/:\d+$/, ""))) return undefined;
    if (asked === publicHost) return BEYOND;
    return "Open the playground as http://localhost: this name is not known here.";
  }

  function originRefusal(c: Context): string | undefined {
    const origin = c.req.header("origin");
    if (origin === undefined || READING.includes(c.req.method)) return undefined;
    const from = URL.canParse(origin) ? new URL(origin).host : "";
    if (from !== "" && (from === c.req.header("host") || from === publicHost)) return undefined;
    return "Requests from other sites are not taken here.";
  }
}

/** The page that asks for the token needs its own looks and nothing else. */
function isOpen(path: string): boolean {
  return path === "/enter" || path.startsWith("/assets/");
}

function isKnown(c: Context, token: string): boolean {
  const bearer = /^Bearer (?<given>.+)$/i.exec(c.req.header("authorization") ?? "")?.groups?.[
    "given"
  ];
  if (bearer !== undefined) return isSame(bearer, token);
  return isSame(getCookie(c, COOKIE) ?? "", keyOf(token));
}

/** The cookie holds a fingerprint, so that a stolen one does not tell the token. */
function keyOf(token: string): string {
  return createHash("sha256").update(`rushes playground ${token}`).digest("hex");
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
