import { createHash } from "node:crypto";
import { Routes } from "discord.js";
import type { Logger } from "../../log.ts";
import type { Shelf } from "../../store/shelf.ts";
import type { Api } from "./api.ts";

/**
 * Tells Discord which commands there are, only when they have changed since the last time: a
 * registration is rationed, and makes every client load them anew.
 */
export async function registerCommands(
  app: string,
  commands: readonly object[],
  deps: { api: Api; memory: Shelf<string>; log: Logger },
): Promise<void> {
  const { api, memory, log } = deps;
  const hash = createHash("sha256").update(JSON.stringify(commands)).digest("hex");
  const key = `commands:${app}`;
  if ((await memory.get(key)) === hash) return;
  await api.call({ method: "PUT", route: Routes.applicationCommands(app), body: commands });
  await memory.set(key, hash);
  log.info({ commands: commands.length }, "commands registered on Discord");
}
