import { MessageFlags } from "discord.js";
import type { APIMessage } from "discord.js";
import type { Arrived } from "./arrived.ts";
import { textOf } from "./arrived.ts";
import { refusal } from "./refusal.ts";
import { snowflake } from "./snowflakes.ts";
import type { FakeMessage, World } from "./world.ts";
import { APP } from "./world.ts";

const MOST_COMPONENTS = 40;
const MOST_TEXT = 4_000;

/** What Discord adds to parts, by their type. */
const DEFAULTS: Record<number, object> = {
  17: { spoiler: false, accent_color: null },
};

type Parts = Record<string, unknown> & { components?: Parts[]; accessory?: Parts };

/** Makes and changes messages as Discord does, and refuses what Discord refuses. */
export function createMessages(
  world: World,
  origin: () => string,
  tellOf: (message: FakeMessage, guild: string) => void,
) {
  const { now } = world;

  function attachmentsOf(channel: string, { json, files }: Arrived) {
    const described = (json?.["attachments"] ?? []) as { id: unknown; description?: string }[];
    return files.map((file) => {
      const made = world.attachment(origin(), `attachments/${channel}`, file);
      const words = described.find(({ id }) => textOf(id) === file.index);
      if (!words) throw refusal(50035, { errors: "a file without its entry in attachments" });
      return { ...made, description: words.description };
    });
  }

  /**
   * Parts are numbered where they have no number of their own, and galleries and files have real
   * files in place of `attachment://NAME`.
   */
  function placed(components: Parts[], attachments: APIMessage["attachments"]): Parts[] {
    const taken = new Set(everyPart(components).map(({ id }) => Number(id)));
    let count = 0;
    const nextId = (): number => {
      count += 1;
      return taken.has(count) ? nextId() : count;
    };
    return JSON.parse(JSON.stringify(components), (key, value: unknown) => {
      if (key === "media" || key === "file")
        return mediaOf((value as { url: string }).url, attachments);
      if (typeof value === "object" && value !== null && "media" in value) {
        return { description: null, spoiler: false, ...value };
      }
      const isPart = typeof value === "object" && value !== null && "type" in value;
      if (!isPart) return value;
      const facts = "file" in value ? factsOf(value.file as { url: string }, attachments) : {};
      const { id: own = 0 } = value as Parts;
      return { ...DEFAULTS[Number(value.type)], ...value, ...facts, id: own || nextId() };
    }) as Parts[];
  }

  function factsOf({ url }: { url: string }, attachments: APIMessage["attachments"]) {
    const found = attachments.find((one) => one.url === url);
    return { name: found?.filename, size: found?.size, spoiler: false };
  }

  function mediaOf(url: string, attachments: APIMessage["attachments"]) {
    const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
    const found = attachments.find(({ filename }) => filename === name);
    if (name !== undefined && !found) throw refusal(50035, { errors: `${url} was not uploaded` });
    const shown = found?.url ?? url;
    const content_type = found?.content_type ?? "image/png";
    return {
      id: snowflake(now()),
      url: shown,
      proxy_url: shown,
      width: 1,
      height: 1,
      content_type,
    };
  }

  /** What a message answers, which has to be there unless the bot says that it need not. */
  function answeredBy(channel: string, body: Record<string, unknown>): object {
    const given = body["message_reference"] as
      | { message_id: string; fail_if_not_exists?: boolean }
      | undefined;
    if (!given) return {};
    const answered = world.messages.get(given.message_id);
    if (!answered && given.fail_if_not_exists === false) return {};
    if (answered?.channel_id !== channel) throw refusal(50035, { errors: "an unknown message" });
    const { nonce: _nonce, nonceAt: _at, ...shown } = answered;
    const message_reference = { type: 0, channel_id: channel, message_id: answered.id };
    return { type: 19, message_reference, referenced_message: shown };
  }

  /** Only whoever is named in the words and allowed to be called hears of it. */
  function ping({ id }: FakeMessage, body: Record<string, unknown>): void {
    const allowed = body["allowed_mentions"] as { users?: string[] } | undefined;
    const words = JSON.stringify([body["content"], body["components"]]);
    for (const person of allowed?.users ?? []) {
      if (words.includes(`<@${person}>`)) world.pings.push({ person, message: id });
    }
  }

  return {
    create(channel: string, arrived: Arrived, more: Partial<FakeMessage> = {}): FakeMessage {
      const body = arrived.json ?? {};
      check(body, arrived.files.length);
      const attachments = attachmentsOf(channel, arrived);
      const nonce = body["nonce"] === undefined ? undefined : textOf(body["nonce"]);
      const message = {
        id: snowflake(now()),
        channel_id: channel,
        author: world.users.get(APP),
        content: body["content"] ?? "",
        timestamp: new Date(now()).toISOString(),
        edited_timestamp: null,
        tts: false,
        mention_everyone: false,
        mentions: [],
        mention_roles: [],
        attachments,
        embeds: body["embeds"] ?? [],
        components: placed((body["components"] ?? []) as Parts[], attachments),
        pinned: false,
        type: 0,
        flags: Number(body["flags"] ?? 0),
        ...(nonce === undefined ? {} : { nonce, nonceAt: now() }),
        ...answeredBy(channel, body),
        ...more,
      } as unknown as FakeMessage;
      world.messages.set(message.id, message);
      ping(message, body);
      const guild = world.channels.get(channel)?.guild;
      const isForOne = (message.flags! & MessageFlags.Ephemeral) !== 0;
      if (guild !== undefined && !isForOne)
        tellOf(Object.assign({}, message, { guild_id: guild }), guild);
      return message;
    },

    change(message: FakeMessage, arrived: Arrived): FakeMessage {
      const body = { ...arrived.json };
      const flags = Number(body["flags"] ?? 0);
      const wasV2 = message.flags! & MessageFlags.IsComponentsV2;
      check({ ...body, flags: flags | wasV2 }, arrived.files.length, true);
      const fresh = attachmentsOf(message.channel_id, arrived);
      const kept = message.attachments.filter(
        ({ id }) =>
          body["attachments"] === undefined ||
          (body["attachments"] as { id: string }[]).some((one) => one.id === id),
      );
      message.attachments = [...kept, ...fresh];
      if (body["components"] !== undefined) {
        const parts = (body["components"] ?? []) as Parts[];
        message.components = placed(parts, message.attachments) as never;
      }
      if (body["content"] !== undefined) message.content = textOf(body["content"]);
      if (body["embeds"] !== undefined) message.embeds = (body["embeds"] ?? []) as never;
      const kind = message.flags! & MessageFlags.Ephemeral;
      message.flags = (flags & ~MessageFlags.Loading) | kind | wasV2;
      message.edited_timestamp = new Date(now()).toISOString();
      return message;
    },
  };
}

/** The rules that the OpenAPI description cannot say. */
function check(body: Record<string, unknown>, files: number, isEdit = false): void {
  const isV2 = (Number(body["flags"] ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const content = body["content"];
  const components = (body["components"] ?? []) as Parts[];
  const wrong = (errors: string) => refusal(50035, { errors });
  if (typeof content === "string" && content.length > 2_000) throw wrong("content is too long");
  const all = everyPart(components);
  const ids = all.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [textOf(custom_id)]));
  if (new Set(ids).size !== ids.length) throw wrong("a custom_id is there twice");
  if (ids.some((id) => id.length > 100 || id.length === 0)) throw wrong("a custom_id is too long");
  const numbers = all.flatMap(({ id }) => (id === undefined ? [] : [Number(id)]));
  if (new Set(numbers).size !== numbers.length) throw wrong("an id is there twice");
  if (numbers.some((id) => !Number.isInteger(id) || id < 0 || id >= 2 ** 31)) {
    throw wrong("an id is no 32-bit integer");
  }
  const nonce = body["nonce"];
  if (nonce !== undefined && textOf(nonce).length > 25) throw wrong("the nonce is too long");
  if (all.some(({ type, label }) => type === 2 && textOf(label).length > 80)) {
    throw wrong("a label is too long");
  }
  if (!isV2) {
    const isEmpty = !content && !(body["embeds"] as unknown[])?.length && files === 0;
    if (isEmpty && !isEdit && components.length === 0) {
      throw refusal(50006, { message: "Cannot send an empty message" });
    }
    if (all.some(({ type }) => Number(type) >= 9)) throw wrong("components need their flag");
    return;
  }
  if (content || (body["embeds"] as unknown[])?.length) throw wrong("content beside components");
  if (!isEdit && all.length === 0)
    throw refusal(50006, { message: "Cannot send an empty message" });
  if (all.length > MOST_COMPONENTS) throw wrong("too many components");
  const text = all.map((part) => (part["type"] === 10 ? String(part["content"]) : "")).join("");
  if (text.length > MOST_TEXT) throw wrong("too much text");
  if (all.some((part) => part["type"] === 10 && part["content"] === "")) throw wrong("no text");
  if (all.some((part) => part["type"] === 1 && !part.components?.length)) throw wrong("no buttons");
  if (all.some((part) => part["type"] === 1 && (part.components?.length ?? 0) > 5)) {
    throw wrong("too many buttons in a row");
  }
}

/** Every component, those inside others too. */
export function everyPart(parts: Parts[]): Parts[] {
  return parts.flatMap((part) => [
    part,
    ...everyPart(part.components ?? []),
    ...(part.accessory ? [part.accessory] : []),
  ]);
}
