import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { inspect } from "node:util";
import { typeOf } from "./media-type.ts";

interface ByHand {
  readonly usage: string;
  /** Does what a line says. What it answers is shown; nothing, where it did not understand. */
  readonly act: (word: string, rest: string) => Promise<unknown>;
  /** Makes the next calls of a route go wrong. */
  readonly fail: (route: string, fault: never, times: number) => void;
  readonly mend: () => void;
  readonly close: () => unknown;
}

/**
 * Lets somebody use a fake: a line each from the terminal, or over HTTP to the port, as in
 * `curl --data-raw "/video a boat" http://127.0.0.1:PORT`. Ends with the program.
 */
export async function useByHand(hand: ByHand, port = 0): Promise<void> {
  const server = createServer((request, response) => {
    void text(request)
      .then((line) => answer(hand, line))
      .then((said) => response.end(`${said}\n`));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.address() as AddressInfo;
  console.log(hand.usage);
  console.log(COMMON);
  console.log(`From another shell: curl --data-raw "LINE" http://127.0.0.1:${taken}`);

  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    void answer(hand, line).then((said) => said === "" || console.log(said));
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      lines.close();
      server.close();
      void hand.close();
    });
  }
}

const COMMON = `  fail ROUTE {"kind":"status","status":500} 2   makes the next two calls go wrong; "mend" ends that
  anything else shows this`;

async function answer(hand: ByHand, line: string): Promise<string> {
  const [word, rest] = splitOnce(line.trim());
  try {
    const said = await done(hand, word, rest);
    if (word !== "" && said === undefined) return `${hand.usage}\n${COMMON}`;
    return typeof said === "string" ? said : inspect(said ?? "", { depth: 8 });
  } catch (error) {
    return String(error);
  }
}

function done(hand: ByHand, word: string, rest: string): Promise<unknown> | string {
  if (word === "") return "";
  if (word === "mend") {
    hand.mend();
    return "";
  }
  if (word !== "fail") return hand.act(word, rest);
  const [, route, fault, times] = /^(\S+)\s+(\{.*\})\s*(\d*)$/.exec(rest) ?? [];
  if (route === undefined || fault === undefined) return COMMON;
  hand.fail(route, JSON.parse(fault) as never, Number(times || 1));
  return "";
}

/** The first word of a text, and what comes after it. */
export function splitOnce(line: string): [first: string, rest: string] {
  const [, first = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  return [first, rest];
}

/** A file on the disk, as somebody attaches it. */
export async function fileAt(path: string) {
  const name = basename(path);
  return { name, type: typeOf(name), data: await readFile(path) };
}

/** Prints things that are new, or not as they were. Each has a number, by which it can be named. */
export function createScreen() {
  const shown = new Map<string, { number: number; text: string }>();
  return {
    /** The key of a thing by its number, as in `#3`. */
    keyOf(name: string): string | undefined {
      const number = Number(name.replace(/^#/, ""));
      return [...shown].find(([, one]) => one.number === number)?.[0];
    },
    show(key: string, where: string, said: string): void {
      const known = shown.get(key);
      if (known?.text === said) return;
      const number = known?.number ?? shown.size + 1;
      shown.set(key, { number, text: said });
      const heading = `#${number} ${where}${known ? " (changed)" : ""}`;
      console.log(`${heading}\n  ${said.replaceAll("\n", "\n  ")}`);
    },
  };
}
