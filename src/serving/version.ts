import type { Context } from "hono";

/**
 * Whether whoever asks has this version (a strong `ETag`) already: a `304` is all that they need.
 * Proxies that compress make weak ones of ours.
 */
export function hasVersion(c: Context, version: string): boolean {
  const known = (c.req.header("if-none-match") ?? "").split(",").map((one) => one.trim());
  return known.some((one) => one === "*" || one.replace(/^W\//, "") === version);
}

/** `If-Range`: a part is only good for a file that is still the same. */
export function isSameVersion(c: Context, version: string): boolean {
  const wanted = c.req.header("if-range");
  return wanted === undefined || wanted === version;
}
