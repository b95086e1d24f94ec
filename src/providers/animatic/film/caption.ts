import type { Font } from "../../../media/lettering/font.ts";
import { escapeXml, readableText, wrapText } from "../../../media/lettering/lines.ts";

/** A picture's worth of text, in the pixels of the frame. */
export interface CaptionWish {
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** The small line above: which shot, which move. */
  readonly label: string;
  readonly accent: string;
}

const LINE = 1.24; // of the font size

/** The words of a shot in the lower third, as SVG: never wider than the frame, never more than its share of lines. */
export function captionSvg(
  { width, height, text, label, accent }: CaptionWish,
  font: Font,
): string {
  const portrait = width < height;
  const unit = Math.min(width, height) / 720;
  const size = (width === height ? 29 : portrait ? 31 : 30) * unit;
  const left = 56 * unit;
  const room = width - left - (portrait ? 56 : 120) * unit;
  const readable = readableText(text, font);
  const lines = wrapText(readable, room / size, portrait ? 5 : 3, font);
  const bottom = height - (portrait ? 96 : 46) * unit;
  const top = bottom - size * LINE * Math.max(0, lines.length - 1);
  const labelY = lines.length === 0 ? bottom : top - size * 1.24;
  const barTop = labelY - 13 * unit;
  const rows = lines.map((line, index) =>
    textTag(left, top + index * size * LINE, size, 600, "#ffffff", line),
  );
  const scrim = barTop - 70 * unit;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#05040f" stop-opacity="0"/><stop offset=".55" stop-color="#05040f" stop-opacity=".42"/><stop offset="1" stop-color="#05040f" stop-opacity=".66"/></linearGradient></defs>`,
    `<rect x="0" y="${scrim}" width="${width}" height="${height - scrim}" fill="url(#s)"/>`,
    `<rect x="${left - 18 * unit}" y="${barTop}" width="${4 * unit}" height="${bottom + 8 * unit - barTop}" rx="${2 * unit}" fill="${accent}"/>`,
    `<g transform="translate(0 ${1.6 * unit})" opacity=".55">${rows.join("").replaceAll("#ffffff", "#05040f")}</g>`,
    textTag(left, labelY, 14.5 * unit, 700, accent, label, 2.2 * unit),
    ...rows,
    `</svg>`,
  ].join("");
}

const BADGE = "DRAFT ANIMATIC · rendered locally, not AI video";

/** What this film is, in the upper corner of every frame. */
export function badgeSvg(width: number, height: number, font: Font): string {
  const unit = Math.min(width, height) / 720;
  const size = 13 * unit;
  const wide = font.measure(BADGE) * size + 34 * unit;
  const left = width - wide - 22 * unit;
  const top = 20 * unit;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<rect x="${left}" y="${top}" width="${wide}" height="${28 * unit}" rx="${14 * unit}" fill="#05040f" fill-opacity=".5"/>`,
    textTag(left + 17 * unit, top + 18.7 * unit, size, 600, "#ffffff", BADGE),
    `</svg>`,
  ].join("");
}

function textTag(
  x: number,
  y: number,
  size: number,
  weight: number,
  fill: string,
  text: string,
  spacing = 0,
): string {
  return `<text x="${x}" y="${y}" font-family="Inter" font-weight="${weight}" font-size="${size}" letter-spacing="${spacing}" fill="${fill}">${escapeXml(text)}</text>`;
}
