import { setTimeout as pause } from "node:timers/promises";
import type { Check, Finding } from "./finding.ts";
import { wrong } from "./finding.ts";

/** What one check may take, in ms: long enough for a slow line, short enough to wait for. */
const PATIENCE = 30_000;
const MARKS = { fine: "✓", off: "–", wrong: "✗" } as const;

/** What all checks found, as lines for a terminal, and whether anything is wrong. */
export async function report(
  checks: readonly Check[],
  patience = PATIENCE,
): Promise<{ lines: string[]; isWell: boolean }> {
  const found = await Promise.all(checks.map((check) => findingsOf(check, patience)));
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name }, place) =>
    (found[place] ?? []).map((finding, row) => lineOf(finding, row === 0 ? name : "", width)),
  );
  const isWell = found.flat().every(({ kind }) => kind !== "wrong");
  return { lines, isWell };
}

async function findingsOf({ run }: Check, patience: number): Promise<readonly Finding[]> {
  const stop = new AbortController();
  const late = pause(patience, undefined, { signal: stop.signal, ref: false }).then(() => [
    wrong("it does not answer", "try again; if it stays so, look at this machine's network"),
  ]);
  late.catch(() => undefined);
  try {
    return await Promise.race([run(), late]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [wrong(`it could not be checked: ${reason}`, "mend that, then try again")];
  } finally {
    stop.abort();
  }
}

function lineOf(finding: Finding, name: string, width: number): string {
  const what = `${MARKS[finding.kind]} ${name.padEnd(width)}  ${finding.text}`;
  return finding.kind === "fine" ? what : `${what} → ${finding.next}`;
}
