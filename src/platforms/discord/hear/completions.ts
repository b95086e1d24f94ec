import { InteractionResponseType } from "discord.js";
import type { InteractionType } from "discord.js";
import { optionFields } from "../../options.ts";
import type { Front } from "../../platform.ts";
import type { Api } from "../line/api.ts";
import { cut } from "../show/escape.ts";
import type { ArrivingOf } from "./arriving.ts";
import { callback } from "./callback.ts";

const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

/** Offers values for the option that somebody is typing. */
export async function completeOption(
  arriving: ArrivingOf<InteractionType.ApplicationCommandAutocomplete>,
  { api, front }: { api: Api; front: Front },
): Promise<void> {
  const { data, guild_id: guild, member } = arriving;
  const typing = data.options.find(({ focused }) => focused === true);
  const spec = front.commands.find(({ name }) => name === data.name);
  const field = spec && optionFields(spec).find(({ name }) => name === typing?.name);
  const { completion: source, bare } = field?.kind === "text" ? field : {};
  const typed = String(typing?.value ?? "");
  // Here no option can be named without a value: what that would mean is offered instead.
  const usual =
    bare?.startsWith(typed.toLowerCase()) === true ? [{ value: bare, label: bare }] : [];
  const found = source
    ? await front.complete({
        source,
        typed,
        locale: arriving.locale,
        guild: `discord:${guild}`,
        person: `discord:${member.user.id}`,
      })
    : [];
  const choices = [...usual, ...found]
    .filter(({ value }) => value.length <= LONGEST_CHOICE)
    .slice(0, MOST_CHOICES)
    .map(({ value, label }) => ({ name: cut(label, LONGEST_CHOICE), value }));
  const body = {
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices },
  };
  await api.call(callback(arriving, body));
}
