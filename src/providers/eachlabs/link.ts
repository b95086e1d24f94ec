const FILM = /\.(?:mp4|m4v|mov|webm)(?:$|[?#])/i;
/** What an output says beside the film: what it was made of, and pictures of it. */
const BESIDE = /^(?:input|source|reference|thumb|preview|poster|cover)/i;
const OWN = /^(?:video|output|result)/i;
/** How deep an output is searched: what is deeper is about something else. */
const DEEPEST = 4;

/** Where the clip of an output lies, which may be an address, a list or an object around one. */
export function linkIn(output: unknown): string | undefined {
  const links = linksIn(output, DEEPEST);
  return links.find((link) => FILM.test(link)) ?? links[0];
}

/** The film's own first. */
function linksIn(value: unknown, depth: number): string[] {
  if (typeof value === "string") return /^https?:\/\//.test(value) ? [value] : [];
  if (depth === 0 || typeof value !== "object" || value === null) return [];
  const parts = Object.entries(value).filter(([name]) => !BESIDE.test(name));
  const own = parts.filter(([name]) => OWN.test(name));
  const others = parts.filter(([name]) => !OWN.test(name));
  return [...own, ...others].flatMap(([, part]: [string, unknown]) => linksIn(part, depth - 1));
}
