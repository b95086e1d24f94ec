import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import type {
  APIApplicationCommandBasicOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import { unreachable } from "../../../errors.ts";
import { inLanguages } from "../../../words.ts";
import type { OptionField } from "../../options.ts";
import { optionFields } from "../../options.ts";
import type { CommandSpec } from "../../platform.ts";
import { drawMenu } from "./menus.ts";

const LONGEST_TEXT = 6_000;
const LONGEST_DESCRIPTION = 100;

/** All that people are offered: what they type, and what stands in the menu of messages. */
export function drawCommands(specs: readonly CommandSpec[]) {
  const typed = specs.map((spec) => drawCommand(spec));
  const clicked = specs.flatMap((spec) => drawMenu(spec) ?? []);
  return [...typed, ...clicked];
}

/** A command as Discord registers it. Whoever types it is checked again: these bounds are hints. */
export function drawCommand(spec: CommandSpec): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const fields = optionFields(spec);
  const inOrder = [
    ...fields.filter(({ isRequired }) => isRequired),
    ...fields.filter(({ isRequired }) => !isRequired),
  ];
  return {
    type: ApplicationCommandType.ChatInput,
    name: spec.name,
    name_localizations: inLanguages(`/${spec.name}`),
    ...described(spec.description),
    options: inOrder.map((field) => drawOption(field)),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: spec.isForAdmins ? String(PermissionFlagsBits.ManageGuild) : null,
  };
}

function drawOption(field: OptionField): APIApplicationCommandBasicOption {
  const named = {
    name: field.name,
    name_localizations: inLanguages(`--${field.name}`),
    ...described(field.description),
    required: field.isRequired,
  };
  switch (field.kind) {
    case "text":
      return {
        ...named,
        type: ApplicationCommandOptionType.String,
        min_length: field.minLength,
        max_length: Math.min(LONGEST_TEXT, Math.max(1, field.maxLength ?? LONGEST_TEXT)),
        ...(field.completion ? { autocomplete: true } : {}),
      };
    case "choice":
      return {
        ...named,
        type: ApplicationCommandOptionType.String,
        choices: field.choices.map((choice) => ({
          name: choice,
          name_localizations: inLanguages(`=${choice}`),
          value: choice,
        })),
      };
    case "integer":
      return {
        ...named,
        type: ApplicationCommandOptionType.Integer,
        min_value: field.min,
        max_value: field.max,
      };
    case "number":
      return {
        ...named,
        type: ApplicationCommandOptionType.Number,
        min_value: field.min,
        max_value: field.max,
      };
    case "boolean":
      return { ...named, type: ApplicationCommandOptionType.Boolean };
    case "picture":
      // Discord hides files of other kinds by their ending; their bytes are checked at intake.
      return { ...named, type: ApplicationCommandOptionType.Attachment, file_types: ["image"] };
    default:
      return unreachable(field);
  }
}

/** A description in all languages that have it; Discord falls back to English. */
function described(description: string) {
  const translated = Object.entries(inLanguages(description));
  return {
    description: shortened(description),
    description_localizations: Object.fromEntries(
      translated.map(([locale, text]) => [locale, shortened(text)]),
    ),
  };
}

function shortened(description: string): string {
  const { length } = description;
  return length <= LONGEST_DESCRIPTION ? description : `${description.slice(0, 99)}…`;
}
