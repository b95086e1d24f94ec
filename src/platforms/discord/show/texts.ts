import { wordsFor } from "../../../words.ts";
import type { Message } from "../../platform.ts";
import { cut, plain, quoted } from "./escape.ts";

/** What Discord takes of all texts of a message together. */
const ALL_LENGTH = 4_000;
const QUOTE_LENGTH = 1_000;
const TEXT_LENGTH = 1_200;
const FIELDS_LENGTH = 1_500;
/** Room for the words that say how much of a list is not shown. */
const REST_LENGTH = 100;
const BAR_LENGTH = 16;

/** Writes the names of commands in our own words, which are plain already. */
export type Naming = (text: string) => string;

/** The texts of a message, from top to bottom, in Discord's Markdown. */
export function textsOf(message: Message, named: Naming): string[] {
  const { quote, mention, progress, since, fields = [], locale = "en" } = message;
  const words = wordsOf(message, named);
  const above = [
    quote?.trim() ? quoted(quote, QUOTE_LENGTH) : "",
    [mention && `<@${userOf(mention)}>`, message.kind === "card" ? `**${words}**` : words]
      .filter(Boolean)
      .join(" "),
    progress === undefined ? "" : bar(progress),
  ];
  const began = since === undefined ? "" : `-# ${beganText(since, locale)}`;
  const room = ALL_LENGTH - [...above, began].join("").length;
  const facts = fields.length > 0 ? fieldsText(message, named, room) : "";
  return [...above, facts, began].filter((line) => line.trim() !== "");
}

/** Our words alone. */
export function wordsOf({ text }: Message, named: Naming): string {
  return named(cut(plain(text), TEXT_LENGTH));
}

/** Discord says the time in the language of whoever reads it, and lets it run. */
function beganText(since: number, locale: string): string {
  return wordsFor(locale)("Began {{when}}", { when: `<t:${Math.floor(since / 1_000)}:R>` });
}

/** A card's facts on one line, a list's one under the other. */
function fieldsText({ kind, fields = [], locale }: Message, named: Naming, room: number): string {
  if (kind === "card") {
    const facts = fields.map(({ name, value }) => `${plain(name)} ${plain(value)}`);
    return `-# ${cut(facts.join(" · ").replaceAll("\n", " "), FIELDS_LENGTH)}`;
  }
  const lines = fields.map(({ name, value }) =>
    cut(`**${named(plain(name))}** ${plain(value)}`, FIELDS_LENGTH),
  );
  const shown = lines.slice(0, fitting(lines, room - REST_LENGTH));
  const hidden = lines.length - shown.length;
  const rest =
    hidden > 0 ? [`-# ${wordsFor(locale ?? "en")("… and {{hidden}} more", { hidden })}`] : [];
  return [...shown, ...rest].join("\n");
}

/** How many lines fit. */
function fitting(lines: readonly string[], room: number): number {
  let left = room;
  const overfull = lines.findIndex((line) => (left -= line.length + 1) < 0);
  return overfull < 0 ? lines.length : overfull;
}

function bar(progress: number): string {
  const full = Math.round(Math.min(1, Math.max(0, progress)) * BAR_LENGTH);
  return "▰".repeat(full) + "▱".repeat(BAR_LENGTH - full);
}

/** A person's id as Discord knows it. */
export function userOf(person: string): string {
  return person.replace(/^discord:/, "");
}
