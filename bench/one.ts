import type { Bench } from "./bench.ts";
import { NAMES } from "./bench.ts";

// Runs one bench and hands its lines to the runner.
const name = NAMES.find((known) => known === process.argv[2]);
if (!name) throw new Error(`there is no bench ${process.argv[2]}`);

const { bench } = (await import(`./${name}.ts`)) as { bench: Bench };
const lines = await bench.run();
process.send?.(lines, () => process.exit());
