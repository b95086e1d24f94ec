/** How many letters are to be put in, taken out or changed to make one word of the other. */
export function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [down, letter] of Array.from(one).entries()) {
    const next = [down + 1];
    for (const [along, wanted] of Array.from(other).entries()) {
      const changed = (row[along] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min((row[along + 1] ?? 0) + 1, (next[along] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row.at(-1) ?? one.length;
}
