import { ComponentType, PermissionFlagsBits } from "discord.js";
import type { Shapes } from "./shapes.ts";
import { everyPart } from "./messages.ts";
import { snowflake } from "./snowflakes.ts";
import type { FakeMessage, Token, World } from "./world.ts";
import { ANN, APP, GENERAL } from "./world.ts";

export interface By {
  readonly person?: string;
  readonly channel?: string;
  readonly locale?: string;
  /** What the person may do; everything but running the server unless told. */
  readonly permissions?: bigint;
}

interface Writing extends By {
  /** The message that this one answers; its author is mentioned by that only if it pings. */
  readonly answers?: FakeMessage;
  readonly pings?: boolean;
  /** The writer's roles. */
  readonly roles?: readonly string[];
}

export interface Picture {
  readonly name: string;
  readonly type: string;
  readonly data: Buffer;
}

interface CommandOption {
  readonly name: string;
  readonly type: number;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
}

const MEMBER =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.UseApplicationCommands;

interface PeopleDeps {
  readonly world: World;
  readonly shapes: Shapes;
  readonly origin: () => string;
  readonly dispatch: (t: string, d: unknown, guild: string) => void;
  readonly tellOf: (message: FakeMessage, guild: string) => void;
}

/** What people do in front of Discord: it becomes an interaction that the bot gets to hear. */
export function createPeople({ world, shapes, origin, dispatch, tellOf }: PeopleDeps) {
  const { now, settings } = world;

  function send(by: By, rest: Record<string, unknown>) {
    const { person = ANN, channel: place = GENERAL, locale = "en-US", permissions = MEMBER } = by;
    const channel = world.channels.get(place);
    if (!channel) throw new Error(`no channel ${place}`);
    const id = snowflake(now());
    const value = `token-${id}`;
    const token: Token = {
      interaction: id,
      channel: place,
      person,
      ackBy: now() + settings.ackWithin,
      expires: now() + settings.tokenLife,
      acked: false,
      followups: [],
    };
    world.tokens.set(value, token);
    const interaction = {
      id,
      application_id: APP,
      token: value,
      version: 1,
      guild_id: channel.guild,
      guild: { id: channel.guild, locale: "en-US", features: [] },
      channel_id: place,
      channel: shapes.channel(channel),
      member: shapes.member(person, permissions),
      app_permissions: String(world.permissionsIn(place)),
      locale,
      guild_locale: "en-US",
      entitlements: [],
      authorizing_integration_owners: { 0: channel.guild },
      context: 0,
      attachment_size_limit: world.limitOf(channel.guild),
      ...rest,
    };
    dispatch("INTERACTION_CREATE", interaction, channel.guild);
    return { id, token, interaction, again: () => again(interaction, channel.guild) };
  }

  /** Discord delivers events once more now and then. */
  function again(interaction: unknown, guild: string): void {
    dispatch("INTERACTION_CREATE", interaction, guild);
  }

  /** What Discord tells with a message, and no longer when it is read. */
  const told = new Map<string, { guild_id: string; member: object }>();

  function tell(message: FakeMessage): void {
    const beside = told.get(message.id);
    if (beside) tellOf({ ...message, ...beside }, beside.guild_id);
  }

  function answering(message: FakeMessage, guild: string) {
    const { id, channel_id } = message;
    const { nonce: _nonce, nonceAt: _at, ...shown } = message;
    return {
      message_reference: { type: 0, message_id: id, channel_id, guild_id: guild },
      referenced_message: shown,
    };
  }

  function upload(place: string, { name, type, data }: Picture) {
    const file = { filename: name, type, bytes: data.length, data };
    const made = world.attachment(origin(), `ephemeral-attachments/${place}`, file);
    return { ...made, ephemeral: true, width: 4, height: 4 };
  }

  function commandNamed(name: string) {
    const command = world.commands.find((one) => one["name"] === name);
    if (!command) throw new Error(`/${name} is not registered`);
    return command;
  }

  function optionsOf(name: string, given: Record<string, unknown>, by: By, focused?: string) {
    const offered = (commandNamed(name)["options"] ?? []) as CommandOption[];
    const attachments: Record<string, unknown> = {};
    const options = Object.entries(given).map(([option, value]) => {
      const type = offered.find((one) => one.name === option)?.type;
      if (type === undefined) throw new Error(`/${name} has no option ${option}`);
      if (type !== 11)
        return { name: option, type, value, focused: option === focused || undefined };
      const attachment = upload(by.channel ?? GENERAL, value as Picture);
      attachments[attachment.id] = attachment;
      return { name: option, type, value: attachment.id };
    });
    return { options, resolved: { attachments } };
  }

  return {
    /** `/video prompt:… image:…` */
    type(name: string, given: Record<string, unknown> = {}, by: By = {}) {
      const { id } = commandNamed(name);
      return send(by, { type: 2, data: { id, name, type: 1, ...optionsOf(name, given, by) } });
    },

    /** Types into an option that completes. */
    complete(name: string, option: string, typed: string, by: By = {}) {
      const data = optionsOf(name, { [option]: typed }, by, option);
      return send(by, { type: 4, data: { id: commandNamed(name)["id"], name, type: 1, ...data } });
    },

    /** Clicks a button by its label. */
    press(message: FakeMessage, label: string, by: By = {}) {
      const parts = everyPart(message.components as never);
      const button = parts.find((one) => one["type"] === 2 && one["label"] === label);
      if (!button) throw new Error(`no button ${label}`);
      const { nonce: _nonce, nonceAt: _at, ...shown } = message;
      return send(
        { channel: message.channel_id, ...by },
        {
          type: 3,
          message: shown,
          data: { component_type: ComponentType.Button, custom_id: button["custom_id"], id: 1 },
        },
      );
    },

    /** Right-clicks a message and takes an app command. */
    rightClick(name: string, message: FakeMessage, by: By = {}) {
      const { id } = commandNamed(name);
      const { nonce: _nonce, nonceAt: _at, ...shown } = message;
      const resolved = { messages: { [message.id]: shown } };
      const data = { id, name, type: 3, target_id: message.id, resolved };
      return send({ channel: message.channel_id, ...by }, { type: 2, data });
    },

    /** Sends a modal off that an interaction was answered with. */
    submit(opened: ReturnType<typeof send>, fields: Record<string, string | Picture>, by: By = {}) {
      const modal = opened.token.callback?.data;
      if (!modal || opened.token.callback?.type !== 9) throw new Error("there is no modal");
      const attachments: Record<string, unknown> = {};
      const components = (modal["components"] as Record<string, unknown>[])
        .filter((label) => label["type"] === 18)
        .map((label, at) => {
          const inner = label["component"] as { type: number; custom_id: string; value?: string };
          const { type, custom_id } = inner;
          const value = fields[custom_id] ?? inner.value ?? "";
          const plain = { type, id: at * 2 + 2, custom_id };
          if (type === 3) {
            return { type: 18, id: at * 2 + 1, component: { ...plain, values: [value] } };
          }
          if (type !== 19) return { type: 18, id: at * 2 + 1, component: { ...plain, value } };
          const picture = typeof value === "string" ? undefined : value;
          const made = picture && upload(opened.token.channel, picture);
          if (made) attachments[made.id] = made;
          const values = made ? [made.id] : [];
          return { type: 18, id: at * 2 + 1, component: { ...plain, values } };
        });
      const custom_id = modal["custom_id"];
      const data = { custom_id, components, resolved: { attachments } };
      const { message } = opened.interaction as { message?: unknown };
      const place = { channel: opened.token.channel, person: opened.token.person };
      return send({ ...place, ...by }, { type: 5, data, ...(message ? { message } : {}) });
    },

    /** Somebody writes in a channel, perhaps with a picture; who listens to messages hears of it. */
    say(content: string, pictures: Picture | readonly Picture[] = [], by: Writing = {}) {
      const { person = ANN, channel = GENERAL, answers, roles = [] } = by;
      const guild = world.channels.get(channel)?.guild ?? "";
      const named = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id = ""]) => id);
      const pinged = answers && by.pings ? [...named, answers.author.id] : named;
      const message = {
        id: snowflake(now()),
        channel_id: channel,
        author: world.users.get(person),
        content,
        timestamp: new Date(now()).toISOString(),
        edited_timestamp: null,
        tts: false,
        mention_everyone: content.includes("@everyone"),
        mentions: [...new Set(pinged)].flatMap((id) => world.users.get(id) ?? []),
        mention_roles: [],
        attachments: [pictures].flat().map((picture) => upload(channel, picture)),
        embeds: [],
        components: [],
        pinned: false,
        type: answers ? 19 : 0,
        flags: 0,
        ...(answers ? answering(answers, guild) : {}),
      } as unknown as FakeMessage;
      world.messages.set(message.id, message);
      const { user: _user, permissions: _rights, ...member } = shapes.member(person, 0n);
      told.set(message.id, { guild_id: guild, member: { ...member, roles } });
      tell(message);
      return message;
    },

    /** Discord delivers a message once more. */
    sayAgain: tell,
  };
}
