import { z } from "zod";
import { Aspect, Mode, Resolution } from "../provider.ts";
import type { Model } from "../provider.ts";

/** How much of what somebody wrote is shown back. */
const LONGEST = 60;

const FLAG = "true or false";
const TEXT = "a text";
const SECONDS = "a number of seconds above 0";

type Field = Exclude<keyof Model, "pricePerSecond"> | "usdPerSecond";

/** What each field of an entry must be, for the people who write one. */
const MUST_BE: Readonly<Record<Field, string>> = {
  id: TEXT,
  provider: TEXT,
  name: TEXT,
  family: TEXT,
  title: TEXT,
  modes: listOf(Mode.options),
  seconds: 'whole seconds such as [4, 8], or { "from": 4, "to": 20 }, and at most an hour',
  modeSeconds: 'the lengths in a mode, such as { "extend": [7] }',
  aspects: listOf(Aspect.options),
  resolutions: listOf(Resolution.options),
  sizes: 'pixels such as { "720p": { "16:9": "1344x768" } }',
  audio: FLAG,
  seed: FLAG,
  cancel: FLAG,
  progress: FLAG,
  promptLength: "a whole number of characters",
  references: "a whole number of pictures",
  usdPerSecond: 'US dollars such as 0.1, or { "720p": 0.1, "1080p": 0.2 }',
  typicalSeconds: SECONDS,
  deadlineSeconds: SECONDS,
  retiresOn: "a date such as 2026-09-24",
  commercialUse: FLAG,
  watermark: FLAG,
};

const Fields = z.record(z.string(), z.unknown());

/** What is wrong with an entry, each field once. */
export function complaintsAbout(entry: unknown, { issues }: z.ZodError): string {
  const fields = Fields.safeParse(entry);
  if (!fields.success) return "is no model as those in models.json are";
  return [...new Set(issues.map((issue) => complaint(issue, fields.data)))].join("; ");
}

function complaint(issue: z.core.$ZodIssue, entry: Readonly<Record<string, unknown>>): string {
  const field = String(issue.path[0] ?? "");
  if (field === "" && issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => JSON.stringify(key)).join(" and ");
    return issue.keys.length > 1
      ? `${keys} are no fields of a model`
      : `${keys} is no field of a model`;
  }
  if (issue.code === "custom") return `${field} ${issue.message}`;
  const given = entry[field];
  if (given === undefined) return `${field} is missing`;
  return `${field} must be ${isField(field) ? MUST_BE[field] : "something else"}, not ${shown(given)}`;
}

function isField(name: string): name is Field {
  return Object.hasOwn(MUST_BE, name);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function listOf(words: readonly string[]): string {
  return `a list of ${words.join(", ")}`;
}
