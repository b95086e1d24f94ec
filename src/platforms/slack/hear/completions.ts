import type { types } from "@slack/bolt";
import { optionFields } from "../../options.ts";
import { cut } from "../show/escape.ts";
import { CompletionShape } from "./arriving.ts";
import type { Desk } from "./desk.ts";
import { teamIn } from "./desk.ts";
import { LONGEST_OPTION, option } from "./form-fields.ts";

const MOST = 100;

/** Offers values for an option of a form that somebody is filling in. */
export async function complete(raw: unknown, desk: Desk): Promise<types.PlainTextOption[]> {
  const arrived = CompletionShape.parse(raw);
  const { view, block_id: name, value: typed, user } = arrived;
  const team = teamIn(arrived);
  const command = view?.callback_id.replace(/^command:/, "");
  const spec = desk.front.commands.find((candidate) => candidate.name === command);
  const field = spec && optionFields(spec).find((candidate) => candidate.name === name);
  const source = field?.kind === "text" ? field.completion : undefined;
  if (!source || !team) return [];
  const found = await desk.front.complete({
    source,
    typed,
    locale: desk.people.localeOf(team, user.id),
    guild: `slack:${team.team}`,
    person: `slack:${team.team}:${user.id}`,
  });
  return found
    .filter(({ value }) => value.length <= LONGEST_OPTION)
    .slice(0, MOST)
    .map(({ value, label }) => option(value, cut(label, LONGEST_OPTION)));
}
