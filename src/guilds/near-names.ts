/** How many letters may be wrong in a short name. */
const MOST_MISTAKES = 2;

/** The names that somebody may have meant, the nearest first. */
export function nearNames(typed: string, names: readonly string[]): string[] {
  const wanted = typed.toLowerCase();
  return names
    .map((name) => ({ name, mistakes: mistakesIn(wanted, name.toLowerCase()) }))
    .filter(({ mistakes }) => mistakes <= MOST_MISTAKES)
    .toSorted((one, other) => one.mistakes - other.mistakes)
    .map(({ name }) => name);
}

/** How many letters must change; one that only begins alike has one mistake. */
function mistakesIn(typed: string, name: string): number {
  if (typed.length >= 3 && (name.startsWith(typed) || typed.startsWith(name))) return 1;
  let row = Array.from({ length: name.length + 1 }, (_, place) => place);
  for (const [down, letter] of Array.from(typed).entries()) {
    const next = [down + 1];
    for (const [along, other] of Array.from(name).entries()) {
      const swapped = (row[along] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min((row[along + 1] ?? 0) + 1, (next[along] ?? 0) + 1, swapped));
    }
    row = next;
  }
  return row.at(-1) ?? typed.length;
}
