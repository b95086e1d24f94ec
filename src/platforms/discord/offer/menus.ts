import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from "discord.js";
import type { RESTPostAPIContextMenuApplicationCommandsJSONBody } from "discord.js";
import { inLanguages } from "../../../words.ts";
import type { CommandSpec } from "../../platform.ts";

/** A command in the menu of messages, as Discord registers it; nothing for one that has no such name. */
export function drawMenu({
  menu,
}: CommandSpec): RESTPostAPIContextMenuApplicationCommandsJSONBody | undefined {
  if (menu === undefined) return undefined;
  return {
    type: ApplicationCommandType.Message,
    name: menu,
    name_localizations: inLanguages(menu),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}
