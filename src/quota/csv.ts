/** What a spreadsheet may take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One line of a CSV file as RFC 4180 has it. No spreadsheet reads a text in it as a formula; numbers
 * stand as they are.
 */
export function csvLine(cells: readonly (string | { readonly number: string })[]): string {
  const written = cells.map((cell) => (typeof cell === "string" ? textCell(cell) : cell.number));
  return `${written.join(",")}\r\n`;
}

function textCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
