import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { clearAway } from "../clear-away.ts";
import { newId } from "../ids.ts";
import type { Chart, DrawInput } from "./chart/chart.ts";

import type { MediaWorker } from "./worker.ts";

export { MOST_SERIES } from "./chart/chart.ts";
export type { Chart } from "./chart/chart.ts";

/** Draws charts as pictures, each in a child process: the bot goes on meanwhile. */
export interface Charts {
  /** The path of a PNG. It stays for an hour: whoever shows it takes a copy of it. */
  draw(chart: Chart, signal: AbortSignal): Promise<string>;
}

const TASK = new URL("./tasks/draw-chart.ts", import.meta.url);
const TIMEOUT = 20_000; // ms
const MAX_MEMORY = 256 * 2 ** 20; // bytes
/** For how long a chart is kept, in ms. */
const KEPT = 60 * 60_000;

export function createCharts(deps: {
  worker: MediaWorker;
  folder: string;
  now: () => number;
}): Charts {
  const { worker, folder, now } = deps;

  return {
    async draw(chart, signal) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await clearAway(folder, now() - KEPT);
      const to = join(folder, `${newId(now())}.png`);
      const input: z.infer<typeof DrawInput> = { chart, to };
      await worker.run(
        { module: TASK, input, lane: "quick" },
        { signal, timeout: TIMEOUT, maxMemoryBytes: MAX_MEMORY },
      );
      return to;
    },
  };
}
