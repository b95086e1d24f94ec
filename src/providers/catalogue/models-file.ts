import { readFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { dollars } from "../../money.ts";
import { Mode, Model, Resolution } from "../provider.ts";
import { complaintsAbout } from "./entry-words.ts";

const BUILT_IN = new URL("../../../models.json", import.meta.url);

/** No model films for longer, in seconds: who writes more has made a mistake. */
const LONGEST_FILM = 3_600;

const Usd = z.number().nonnegative();
const Length = z.int().positive().max(LONGEST_FILM);
const SecondsRange = z.strictObject({ from: Length, to: Length });

const Seconds = z.union([z.array(Length).min(1), SecondsRange.transform(secondsOf)]);

/** An entry as people write it: dollars by second for all resolutions or for each, or unknown. */
const Entry = z
  .strictObject({
    ...Model.omit({ pricePerSecond: true }).shape,
    modes: Model.shape.modes.min(1),
    seconds: Seconds,
    modeSeconds: z.partialRecord(Mode, Seconds).optional(),
    usdPerSecond: z.union([Usd, z.partialRecord(Resolution, Usd)]).optional(),
  })
  .refine(({ seconds }) => seconds.length > 0, { path: ["seconds"], error: "must not be empty" })
  .refine(pricesAll, { path: ["usdPerSecond"], error: "must name each resolution on offer" })
  .transform(({ usdPerSecond, ...entry }): Model => ({
    ...entry,
    seconds: entry.seconds.toSorted((one, other) => one - other),
    pricePerSecond: pricesOf(entry.resolutions, usdPerSecond),
  }));

/**
 * Reads the catalogue: the file that the operator named, else the built-in one. Throws one
 * `UserError` that names every bad entry. An entry without a price has an empty `pricePerSecond`.
 */
export function readModels(path?: string): Model[] {
  const name = path ?? "models.json";
  const file = z.array(z.unknown()).safeParse(readJson(path ?? BUILT_IN, name));
  if (!file.success) throw new UserError(`${name} must be a list of models`);

  const entries = file.data.map((entry) => Entry.safeParse(entry));
  const complaints = entries.flatMap((entry, index) =>
    entry.success
      ? []
      : [`${labelOf(file.data[index], index)}: ${complaintsAbout(file.data[index], entry.error)}`],
  );
  const models = entries.flatMap((entry) => (entry.success ? [entry.data] : []));
  for (const [index, { id }] of models.entries()) {
    if (models.findIndex((model) => model.id === id) < index)
      complaints.push(`"${id}" is there twice`);
  }
  if (complaints.length > 0) throw new UserError(`${name} is not valid\n${complaints.join("\n")}`);
  return models;
}

function readJson(path: string | URL, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(`${name} ${whyUnread(error)}`, {}, { cause: error });
  }
}

function whyUnread(error: unknown): string {
  if (error instanceof SyntaxError) {
    const where = error.message.replaceAll(/\s+/g, " ").replace(/ is not valid JSON$/, "");
    return `cannot be read as JSON: ${where}`;
  }
  const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return isMissing
    ? "is not there: correct MODELS_FILE, or leave it out"
    : "cannot be read: let MODELS_FILE name a file that Rushes may read";
}

function labelOf(entry: unknown, index: number): string {
  const named = z.looseObject({ id: z.string() }).safeParse(entry);
  return named.success ? `model "${named.data.id}"` : `model number ${index + 1}`;
}

function secondsOf({ from, to }: z.infer<typeof SecondsRange>): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
}

type Prices = number | Partial<Record<Resolution, number>> | undefined;

function pricesAll(entry: { resolutions: Resolution[]; usdPerSecond?: Prices }): boolean {
  const { resolutions, usdPerSecond: prices } = entry;
  return typeof prices !== "object" || resolutions.every((name) => prices[name] !== undefined);
}

function pricesOf(resolutions: readonly Resolution[], prices: Prices): Model["pricePerSecond"] {
  const byName = resolutions.flatMap((name) => {
    const price = typeof prices === "object" ? prices[name] : prices;
    return price === undefined ? [] : [[name, dollars(price)] as const];
  });
  return Object.fromEntries(byName);
}
