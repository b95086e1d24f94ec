import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { UserError } from "../errors.ts";

export const USAGE = `npm run try -- "a paper boat in the rain" [options]

  --image FILE     a picture to begin with
  --model NAME     which model films it
  --seconds N      how long it runs
  --aspect W:H     its shape, as 9:16
  --resolution R   how fine it is, as 1080p
  --style S        how it looks
  --seed N         the same seed gives the same draft again
  --out FILE       where the MP4 goes
  --yes            accept the price without asking
  --json           print only the thread's JSON, at the end`;

/** What somebody asked for in the terminal. */
export interface Wish {
  readonly options: Readonly<Record<string, string>>;
  /** A file to read. */
  readonly image: string | undefined;
  /** A file to write. */
  readonly out: string | undefined;
  readonly json: boolean;
  readonly yes: boolean;
}

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const FLAGS = {
  model: text,
  seconds: text,
  aspect: text,
  resolution: text,
  style: text,
  seed: text,
  image: text,
  out: text,
  json: flag,
  yes: flag,
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Reads the command line. Throws `UserError` with one sentence about what is wrong with it. */
export function readArguments(argv: readonly string[]): Wish | "help" {
  const { values, positionals } = parse(argv);
  const { image, out, json, yes, help, ...options } = values;
  if (help) return "help";
  const prompt = positionals.join(" ").trim();
  if (prompt === "") throw new UserError(`Say what to film: npm run try -- "a paper boat"`);
  if (image !== undefined) refuseMissing(image);
  return { options: { prompt, ...options }, image, out, json, yes };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : "").split(/\.\s/);
    throw new UserError(`${sentence}. See npm run try -- --help.`, {}, { cause: error });
  }
}

function refuseMissing(image: string): void {
  const file = statSync(image, { throwIfNoEntry: false });
  if (!file?.isFile()) throw new UserError(`There is no picture at ${image}.`);
  if (file.size === 0) throw new UserError(`The picture ${image} is empty.`);
}
