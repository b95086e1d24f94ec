import { micros, exactMoneyIn } from "../../money.ts";
import type { Font } from "../lettering/font.ts";
import { escapeXml, readableText } from "../lettering/lines.ts";
import type { Chart } from "./chart.ts";
import { marksFor, stride } from "./scale.ts";

const [WIDTH, HEIGHT] = [1_200, 600];
const PLOT = { left: 128, right: WIDTH - 40, top: 196, bottom: HEIGHT - 66 };
const MARGIN = 40;
/** Dark enough to stand in a dark theme, and a picture of its own in a light one. */
const INK = { ground: "#1e1f22", text: "#f2f3f5", soft: "#b5bac1", line: "#3a3d44" };
/** Told apart by everybody, also by their lightness. */
const COLOURS = ["#8b93ff", "#f5a524", "#34d399", "#f472b6", "#38bdf8", "#9ca3af"];
const BUDGET = "#ff6b6b";
const WIDEST_BAR = 44;
/** A line far above all bars would press them flat: it is left out. */
const HIGHEST_LINE = 3;
const MOST_DATES = 9;
/** Sizes of letters, in pixels; the names in a legend have so many of them. */
const [LEGEND, AXIS] = [21, 20];
const [LEGEND_NAME, LEGEND_LINE] = [9, 20];

/** Draws spending by the day: who or what it was for, and the day's share of the budget. */
export function chartSvg(chart: Chart, font: Font): string {
  const sums = chart.days.map((_, day) =>
    chart.series.reduce((sum, { values }) => sum + Math.max(0, values[day] ?? 0), 0),
  );
  const highest = Math.max(...sums);
  const line = chart.line && chart.line.value <= highest * HIGHEST_LINE ? chart.line : undefined;
  const marks = marksFor(Math.max(highest, line?.value ?? 0));
  const top = marks.at(-1) ?? 1;
  const heightOf = (amount: number) => (amount / top) * (PLOT.bottom - PLOT.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Inter">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${INK.ground}"/>`,
    header(chart, font),
    legend(chart, line, font),
    grid(chart, marks, heightOf),
    bars(chart, heightOf),
    line ? dashes(PLOT.left, PLOT.right, PLOT.bottom - heightOf(line.value)) : "",
    dates(chart),
    "</svg>",
  ].join("");
}

function header({ title, subtitle, total, totalNote }: Chart, font: Font): string {
  const room = (WIDTH - 2 * MARGIN) / 2 / 34;
  const right = WIDTH - MARGIN;
  return [
    text(MARGIN, 66, fitted(title, room, font), { size: 34, weight: 700 }),
    text(MARGIN, 101, fitted(subtitle, room * 1.6, font), { size: 21, fill: INK.soft }),
    text(right, 68, total, { size: 40, weight: 700, anchor: "end" }),
    text(right, 101, totalNote, { size: 21, fill: INK.soft, anchor: "end" }),
  ].join("");
}

/** Each series with its colour, as many as fit beside what the line means. */
function legend({ series }: Chart, line: Line | undefined, font: Font): string {
  const lineLabel = line ? fitted(line.label, LEGEND_LINE, font) : "";
  const room = WIDTH - MARGIN - (line ? font.measure(lineLabel) * LEGEND + 70 : 0);
  let x = MARGIN;
  const entries = series.map(({ name }, place) => {
    const shown = readableText(name, font) || `#${place + 1}`;
    const label = fitted(shown, LEGEND_NAME, font);
    const left = x;
    x += 30 + font.measure(label) * LEGEND + 26;
    if (x > room + 26) return "";
    const chip = `<rect x="${left}" y="130" width="20" height="20" rx="5" fill="${colourOf(place)}"/>`;
    return chip + text(left + 30, 147, label, { size: LEGEND });
  });
  return entries.join("") + (line ? lineKey(lineLabel, font) : "");
}

function lineKey(label: string, font: Font): string {
  const right = WIDTH - MARGIN;
  const left = right - font.measure(label) * LEGEND - 46;
  const words = { size: LEGEND, fill: BUDGET, anchor: "end" as const };
  return `${dashes(left, left + 36, 140)}${text(right, 147, label, words)}`;
}

function grid({ language }: Chart, marks: readonly number[], heightOf: Height): string {
  return marks
    .map((mark) => {
      const y = PLOT.bottom - heightOf(mark);
      const rule = `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y}" y2="${y}" stroke="${INK.line}"/>`;
      const label = exactMoneyIn(language, micros(mark));
      return (
        rule + text(PLOT.left - 14, y + 7, label, { size: AXIS, fill: INK.soft, anchor: "end" })
      );
    })
    .join("");
}

type Line = NonNullable<Chart["line"]>;
type Height = (amount: number) => number;

function bars({ days, series }: Chart, heightOf: Height): string {
  const step = (PLOT.right - PLOT.left) / days.length;
  const width = Math.min(WIDEST_BAR, step * 0.68);
  return days
    .map((_, day) => {
      const x = PLOT.left + step * day + (step - width) / 2;
      let y = PLOT.bottom;
      return series
        .map(({ values }, place) => {
          const height = heightOf(Math.max(0, values[day] ?? 0));
          if (height === 0) return "";
          y -= height;
          return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${Math.min(3, height / 2)}" fill="${colourOf(place)}"/>`;
        })
        .join("");
    })
    .join("");
}

function dashes(from: number, to: number, y: number): string {
  return `<line x1="${from}" x2="${to}" y1="${y}" y2="${y}" stroke="${BUDGET}" stroke-width="3" stroke-dasharray="9 7"/>`;
}

function dates({ days, language }: Chart): string {
  const step = (PLOT.right - PLOT.left) / days.length;
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
  });
  const each = stride(days.length, MOST_DATES);
  return days
    .map((day, place) => {
      if (place % each > 0) return "";
      const x = PLOT.left + step * (place + 0.5);
      const label = format.format(new Date(day));
      return text(x, PLOT.bottom + 38, label, { size: AXIS, fill: INK.soft, anchor: "middle" });
    })
    .join("");
}

function colourOf(place: number): string {
  return COLOURS[place % COLOURS.length] ?? INK.soft;
}

/** At most `room` font sizes wide, without what the font cannot draw. */
function fitted(words: string, room: number, font: Font): string {
  const readable = readableText(words, font);
  if (font.measure(readable) <= room) return readable;
  let short = readable;
  while (short !== "" && font.measure(`${short}…`) > room) short = short.slice(0, -1);
  return `${short.trimEnd()}…`;
}

interface Look {
  readonly size: number;
  readonly fill?: string;
  readonly weight?: number;
  readonly anchor?: "start" | "middle" | "end";
}

function text(x: number, y: number, words: string, look: Look): string {
  const { size, fill = INK.text, weight = 400, anchor = "start" } = look;
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}
