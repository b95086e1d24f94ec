/** Ends a shot: full stops, line breaks, arrows, and words that move the story on. */
const BREAK =
  /\s*(?:[.;!?…。！？；]+(?:\s+|$)|\n+|→|⇒|->|=>|>>|\||,?\s*\b(?:and then|then|after that|afterwards|next|finally|suddenly|meanwhile|eventually|cut to:?|transition to|followed by|until|before|while|whilst|dann|danach|anschließend|während|luego|después|entonces|mientras|puis|ensuite|pendant que|depois|então|enquanto)\b,?|それから|次に|そして|,?\s*\bas (?=(?:the|it|he|she|they|we|his|her|its|their|night|day|dawn|dusk|snow|rain|fog|mist|lightning|thunder|waves|leaves|lights|people|birds|fireworks|stars|clouds)\b))\s*/iu;

/** "as big as the moon", "dressed as the king": here "as" compares, and no shot ends. */
const COMPARISON =
  /\b(as|such|same|dressed|known|just|looks?|acts?|acting|serves?|so)\s+(\w+\s+)?as (?=the|it|he|she|they|we|his|her)/giu;
const GUARD = "\u2060";

/** "Shot 1:", "Scene 2 -", "1.": numbering that people write before a shot. */
const NUMBERING = /^(?:(?:shot|scene|take|part)\s*#?\d+\s*[:.)–-]*|\d{1,2}\s*[.):]|[-*•–])\s*/iu;

const EDGES = /^[\s,:;.–-]+|[\s,:;.–-]+$/gu;

/** How the prompt falls into shots, at most `most` of them and at least one; each may be empty. */
export function splitShots(prompt: string, most: number): readonly string[] {
  const guarded = prompt.replace(COMPARISON, (match) =>
    match.replace(/as (?=\w+$|$)/iu, `as${GUARD}`),
  );
  const parts = guarded
    .split(BREAK)
    .map((part) => part.replaceAll(GUARD, " ").replace(/\s+/gu, " ").replace(EDGES, ""))
    .map((part) => part.replace(NUMBERING, "").replace(EDGES, ""))
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (parts.length === 0) return [prompt.replace(/\s+/gu, " ").trim().slice(0, 200)];
  return mergeShortest(parts, most);
}

/** Joins the two neighbours that are shortest together, until no more than `most` are left. */
function mergeShortest(parts: readonly string[], most: number): readonly string[] {
  if (parts.length <= Math.max(1, most)) return parts;
  let best = 0;
  let shortest = Infinity;
  for (let index = 0; index + 1 < parts.length; index++) {
    const length = (parts[index]?.length ?? 0) + (parts[index + 1]?.length ?? 0);
    if (length < shortest) [best, shortest] = [index, length];
  }
  const joined = `${parts[best] ?? ""}. ${parts[best + 1] ?? ""}`;
  return mergeShortest([...parts.slice(0, best), joined, ...parts.slice(best + 2)], most);
}
