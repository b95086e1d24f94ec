import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import type { Line } from "./bench.ts";

const README = new URL("./README.md", import.meta.url);
const PLACE = /(?<=<!-- table -->\n)[\s\S]*?(?=<!-- end of table -->)/;

export function tableOf(lines: readonly Line[]): string {
  return [
    "| What | Ours | Floor | Ratio | Aim |",
    "|---|---:|---:|---:|---|",
    ...lines.map(rowOf),
  ].join("\n");
}

function rowOf(line: Line): string {
  if ("skipped" in line) return `| ${line.what} | | | | skipped: ${line.skipped} |`;
  const ratio = line.ratio === undefined ? "" : `${line.ratio.toFixed(2)}×`;
  return `| ${line.what} | ${line.ours} | ${line.floor} | ${ratio} | ${line.aim} |`;
}

/** Puts the table into `bench/README.md`, with the machine, the day and the command. */
export async function writeReadme(table: string): Promise<void> {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, ${memory}`;
  const made = [
    `${new Date().toISOString().slice(0, 10)}, ${machine}, ${process.platform}`,
    `Node ${process.versions.node}, \`npm run bench -- --write\``,
  ].join(", ");
  const before = await readFile(README, "utf8");
  await writeFile(
    README,
    before.replace(PLACE, () => `\n${made}\n\n${table}\n\n`),
  );
}
