import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCharts } from "../../src/media/charts.ts";
import type { Chart } from "../../src/media/charts.ts";
import { dollars } from "../../src/money.ts";
import { quietWorker } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const chart: Chart = {
  language: "en",
  title: "Spending in November 2026",
  subtitle: "Day by day, by person",
  total: "$2.00",
  totalNote: "of $10.00",
  days: ["2026-11-01"],
  series: [{ name: "Ann", values: [dollars(2)] }],
};

test("a chart is a picture, and what was drawn long ago is cleared away", async () => {
  const folder = join(await temporaryFolder(), "charts");
  await mkdir(folder);
  const old = join(folder, "old.png");
  writeFileSync(old, "");
  utimesSync(old, 0, 0);
  const charts = createCharts({ worker: quietWorker(), folder, now: Date.now });

  const path = await charts.draw(chart, AbortSignal.timeout(20_000));

  const png = readFileSync(path);
  expect(png.toString("latin1", 1, 4)).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_200, 600]);
  expect(existsSync(old)).toBe(false);
});
