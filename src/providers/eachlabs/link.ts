const FILM = /\.(?:mp4|m4v|mov|webm)(?:$|[?#])/i;
/** How deep an output is searched: what is deeper is about something else. */
const DEEPEST = 4;

/** Where the clip of an output lies, which may be an address, a list or an object around one. */
export function linkIn(output: unknown): string | undefined {
  const links = linksIn(output, DEEPEST);
  return links.find((link) => FILM.test(link)) ?? links[0];
}

function linksIn(value: unknown, depth: number): string[] {
  if (typeof value === "string") return /^https?:\/\//.test(value) ? [value] : [];
  if (depth === 0 || typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((inner: unknown) => linksIn(inner, depth - 1));
}
