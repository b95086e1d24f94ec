import { expect, test } from "vitest";
import type { Chart } from "../../../src/media/chart/chart.ts";
import { marksFor, stride } from "../../../src/media/chart/scale.ts";
import { chartSvg } from "../../../src/media/chart/svg.ts";
import { openInter } from "../../../src/media/lettering/inter.ts";
import { dollars, micros } from "../../../src/money.ts";

const font = openInter();
const chart: Chart = {
  language: "de",
  title: "Ausgaben im November 2026",
  subtitle: "Tag für Tag, nach Personen",
  total: "3,50 $",
  totalNote: "von 10,00 $",
  days: ["2026-11-01", "2026-11-02"],
  series: [
    { name: "Ann", values: [dollars(2), micros(0)] },
    { name: "<b>Ben & Co</b>", values: [dollars(0.5), dollars(1)] },
  ],
  line: { label: "Budget je Tag: 0,33 $", value: dollars(0.33) },
};
const bars = (svg: string) => [...svg.matchAll(/<rect [^>]*rx="[\d.]+"/g)].length;

test("an axis has round marks, and reaches above what is highest", () => {
  expect(
    [0.3, 1, 3.6, 47].map((amount) => marksFor(dollars(amount)).map((mark) => mark / 1e6)),
  ).toEqual([
    [0, 0.1, 0.2, 0.3],
    [0, 0.2, 0.4, 0.6, 0.8, 1],
    [0, 1, 2, 3, 4],
    [0, 10, 20, 30, 40, 50],
  ]);
  expect(marksFor(0)).toHaveLength(6);
});

test("dates are left out where they would touch", () => {
  expect([1, 12, 13, 31].map((days) => stride(days, 12))).toEqual([1, 1, 2, 3]);
});

test("bars, amounts and dates are drawn in the reader's language", () => {
  const svg = chartSvg(chart, font);

  expect(svg).toContain(">Ausgaben im November 2026<");
  expect(svg).toContain("2,50\u00A0$");
  expect(svg).toContain(">1. Nov.<");
  expect(svg).toContain("Budget je Tag");
  // Two in the legend, and three amounts.
  expect(bars(svg)).toBe(5);
});

test("names are text, whatever people call themselves", () => {
  const svg = chartSvg(chart, font);

  expect(svg).not.toContain("<b>");
  expect(svg).toContain("&#60;b&#62;Ben");
});

test("a name that the font cannot write is told by its place", () => {
  const [ann] = chart.series;

  const svg = chartSvg({ ...chart, series: [{ ...ann!, name: "李雷" }] }, font);

  expect(svg).toContain(">#1<");
});

test("a budget far above all bars is not drawn, so that the bars can be seen", () => {
  const svg = chartSvg({ ...chart, line: { label: "Budget", value: dollars(100) } }, font);

  expect(svg).not.toContain("Budget");
});
