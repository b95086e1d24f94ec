import type { Sender } from "../arriving.ts";

/** Whatever Discord writes in angle brackets: people, roles, channels, commands, emoji, times. */
const MARK = /<(?<kind>@!?|@&|#|\/|a?:|t:|id:)(?<rest>[^<>\n]*)>/gu;

/**
 * What somebody has typed, from the way in which Discord writes it: people by their names, commands
 * and emoji by theirs, and without what calls us.
 */
export function unescaped(text: string, us: string, people: readonly Sender[]): string {
  return text
    .replaceAll(MARK, (_all, kind: string, rest: string) => words(kind, rest, { us, people }))
    .replaceAll(/[ \t]+/gu, " ")
    .trim();
}

function words(
  kind: string,
  rest: string,
  { us, people }: { us: string; people: readonly Sender[] },
): string {
  const [name = ""] = rest.split(":");
  switch (kind) {
    case "@":
    case "@!": {
      const person = rest === us ? undefined : people.find(({ id }) => id === rest);
      return person?.global_name ?? person?.username ?? " ";
    }
    case "/":
      return `/${name}`;
    case ":":
    case "a:":
      return name;
    default:
      return " ";
  }
}
