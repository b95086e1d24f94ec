import type { CommandSpec } from "../platform.ts";
import { optionFields } from "../options.ts";
import { LEADER } from "../chat/typed.ts";
import { LACKING } from "./lacking.ts";
import { EVENTS, SCOPES } from "./scopes.ts";
import { cut } from "./show/escape.ts";

const NAME = "Rushes";
const BOT = "rushes";
const ABOUT = "Makes short videos in your conversations, from a prompt or a picture";

/** Slack's bounds of what stands in a manifest, in characters. */
const BOUNDS = { description: 140, shortcutName: 24, hint: 1_000 };

export interface ManifestOptions {
  /** How Slack reaches the bot over HTTP; nothing for Socket Mode. */
  readonly url: string | undefined;
}

/** What Slack is told about the app: made from the commands, so that it is never out of date. */
export function createManifest(commands: readonly CommandSpec[], { url }: ManifestOptions) {
  const at = (path: string) => (url === undefined ? undefined : new URL(path, url).href);
  const events = at("/slack/events");
  const makers = commands.filter(({ opensThread }) => opensThread);

  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: { name: NAME, description: ABOUT, background_color: "#1a1a2e" },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: BOT, always_online: true },
      slash_commands: [
        ...makers.map((spec) => slashCommand(spec, events)),
        leader(commands, events),
      ],
      shortcuts: shortcutsOf(commands),
    },
    oauth_config: {
      ...(url === undefined ? {} : { redirect_urls: [at("/slack/oauth_redirect")] }),
      scopes: { bot: SCOPES },
    },
    settings: {
      event_subscriptions: {
        ...(events === undefined ? {} : { request_url: events }),
        bot_events: EVENTS,
      },
      interactivity: {
        is_enabled: true,
        ...(events === undefined ? {} : { request_url: events, message_menu_options_url: events }),
      },
      org_deploy_enabled: url !== undefined,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** Each command that makes a video has a name of its own; the others stand behind one. */
function slashCommand(spec: CommandSpec, url: string | undefined) {
  const hints = optionFields(spec).flatMap(({ name, kind, isRequired }) => {
    if (kind === "picture" || LACKING.includes(name)) return [];
    return [isRequired ? `<${name}>` : `[--${name}]`];
  });
  return {
    command: `/${spec.name}`,
    ...(url === undefined ? {} : { url }),
    description: cut(spec.description, BOUNDS.description),
    usage_hint: cut(hints.join(" "), BOUNDS.hint),
    should_escape: false,
  };
}

function leader(commands: readonly CommandSpec[], url: string | undefined) {
  return {
    command: `/${LEADER}`,
    ...(url === undefined ? {} : { url }),
    description: "Everything else: your videos, the budget, the models",
    usage_hint: commands.map(({ name }) => name).join(" | "),
    should_escape: false,
  };
}

/** A shortcut's id is its command's name. */
function shortcutsOf(commands: readonly CommandSpec[]) {
  const inMenu = commands.flatMap(({ name, menu, description }) =>
    menu === undefined ? [] : [{ name: menu, type: "message", callback_id: name, description }],
  );
  const video = commands.find(({ name }) => name === "video");
  const anywhere = video
    ? [
        {
          name: "New video",
          type: "global",
          callback_id: video.name,
          description: video.description,
        },
      ]
    : [];
  return [...inMenu, ...anywhere].map((shortcut) => ({
    ...shortcut,
    name: cut(shortcut.name, BOUNDS.shortcutName),
    description: cut(shortcut.description, BOUNDS.description),
  }));
}
