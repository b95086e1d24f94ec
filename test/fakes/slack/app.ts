import type { World } from "./world.ts";

/** What an app is declared to be: nothing declared means that it hears everything. */
export interface Declared {
  readonly commands: ReadonlySet<string> | undefined;
  readonly shortcuts: ReadonlySet<string> | undefined;
  readonly events: ReadonlySet<string> | undefined;
}

interface Manifest {
  features?: {
    slash_commands?: { command: string }[];
    shortcuts?: { callback_id: string }[];
  };
  oauth_config?: { scopes?: { bot?: string[] } };
  settings?: { event_subscriptions?: { bot_events?: string[] } };
}

/** Reads a manifest as far as it decides what the app hears; its scopes go to the tokens. */
export function declaredBy(given: unknown, world: World): Declared {
  if (given === undefined) return { commands: undefined, shortcuts: undefined, events: undefined };
  const { features, oauth_config, settings } = given as Manifest;
  const scopes = oauth_config?.scopes?.bot ?? [];
  for (const token of world.tokens.values()) token.scopes = new Set(scopes);
  return {
    commands: new Set(features?.slash_commands?.map(({ command }) => command)),
    shortcuts: new Set(features?.shortcuts?.map((one) => one.callback_id)),
    events: new Set(settings?.event_subscriptions?.bot_events),
  };
}
