import type { Font } from "../lettering/font.ts";
import { escapeXml, readableText, wrapText } from "../lettering/lines.ts";
import type { Cell, Size } from "./graphs.ts";

const INK = "#05040f";
const LINE = 1.28; // of the font size
const CAPTION_LINES = 3;

/** The label of each cell in its upper left corner, as SVG; a number where the font cannot write it. */
export function labelsSvg(
  labels: readonly string[],
  { cells, cell, size }: { cells: readonly Cell[]; cell: Size; size: Size },
  font: Font,
): string {
  const unit = Math.min(cell.width, cell.height) / 360;
  const letter = 20 * unit;
  const [inset, padding, height] = [14 * unit, 13 * unit, 34 * unit];
  const most = (cell.width - 2 * (inset + padding)) / letter;
  const chips = cells.map(({ x, y }, at) => {
    const readable = readableText(labels[at] ?? "", font) || String(at + 1);
    const text = wrapText(readable, most, 1, font)[0] ?? "";
    const width = font.measure(text) * letter + 2 * padding;
    const [left, top] = [x + inset, y + inset];
    const chip = `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${height / 2}" fill="${INK}" fill-opacity=".66" stroke="#ffffff" stroke-opacity=".25"/>`;
    return chip + textTag(left + padding, top + height / 2 + letter * 0.36, letter, text);
  });
  return svg(size, chips.join(""));
}

/**
 * A caption in the lower third, as SVG, outlined like subtitles; above where a film has words of its
 * own below.
 */
export function captionSvg(
  caption: string,
  size: Size,
  place: "above" | "below",
  font: Font,
): string {
  const readable = readableText(caption, font);
  if (readable === "") return svg(size, "");
  const unit = Math.min(size.width, size.height) / 720;
  const letter = 34 * unit;
  const room = size.width - 2 * 56 * unit;
  const lines = wrapText(readable, room / letter, CAPTION_LINES, font);
  const long = (lines.length - 1) * letter * LINE;
  const first = place === "above" ? 104 * unit : size.height - 52 * unit - long;
  const rows = lines.map((line, at) =>
    textTag(size.width / 2, first + at * letter * LINE, letter, line),
  );
  const outline = `text-anchor="middle" stroke="${INK}" stroke-opacity=".8" stroke-width="${5 * unit}" stroke-linejoin="round" paint-order="stroke"`;
  return svg(size, `<g ${outline}>${rows.join("")}</g>`);
}

function svg({ width, height }: Size, inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`;
}

function textTag(x: number, y: number, size: number, text: string): string {
  return `<text x="${x}" y="${y}" font-family="Inter" font-weight="600" font-size="${size}" fill="#ffffff">${escapeXml(text)}</text>`;
}
