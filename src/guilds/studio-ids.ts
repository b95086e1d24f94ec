import { UserError } from "../errors.ts";

const LONGEST = 100; // characters

/**
 * Reads what studios call a character, as people write it: `fal:char_123`, several parted by commas.
 * Throws `UserError` for what is no such id, and for a studio that is not here.
 */
export function readStudioIds(
  text: string,
  studios: readonly string[],
): Record<string, string> | undefined {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  const ids = parts.map((part) => readOne(part, studios));
  return ids.length > 0 ? Object.fromEntries(ids) : undefined;
}

/** The same as people write it; nothing for a character that no studio knows. */
export function studioIdsInWords(ids: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(ids).map(([studio, id]) => `${studio}:${id}`);
}

function readOne(part: string, studios: readonly string[]): [string, string] {
  const [, written = "", id] = /^([\w-]+):([\w.:-]+)$/.exec(part) ?? [];
  if (id === undefined || id.length > LONGEST) {
    throw new UserError("Write an id with its studio, such as fal:char_123.");
  }
  const studio = written.toLowerCase();
  if (studios.includes(studio)) return [studio, id];
  throw studios.length > 0
    ? new UserError("There is no studio “{{studio}}” here; there is {{studios, or}}.", {
        studio: written.slice(0, 40),
        studios: [...studios],
      })
    : new UserError("No studio films here, only drafts: leave the id out.");
}
