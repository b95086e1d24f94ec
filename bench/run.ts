import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Line } from "./bench.ts";
import { NAMES } from "./bench.ts";
import { tableOf, writeReadme } from "./table.ts";

const ONE = fileURLToPath(new URL("./one.ts", import.meta.url));

// Runs the benches that are named, or all of them, one after the other, and prints one table.
const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !NAMES.some((known) => known === name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". There are ${NAMES.join(", ")}.`);
  process.exit(1);
}
if (values.write && positionals.length > 0) {
  console.error("--write keeps the whole table: run it without names.");
  process.exit(1);
}

const lines: Line[] = [];
for (const name of NAMES) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  // oxlint-disable-next-line no-await-in-loop -- side by side they would measure each other
  lines.push(...(await resultOf(name)));
}
const table = tableOf(lines);
console.log(`\n${table}`);
if (values.write) await writeReadme(table);

async function resultOf(name: string): Promise<Line[]> {
  const child = fork(ONE, [name], { execArgv: ["--expose-gc"] });
  const ended = once(child, "exit");
  const answer = once(child, "message");
  await Promise.race([ended, answer]);
  const [code] = await ended;
  if (code !== 0) return [{ what: name, skipped: "it broke; its error is above" }];
  const [result] = await answer;
  return result as Line[];
}
