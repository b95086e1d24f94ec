import { PermissionFlagsBits } from "discord.js";
import type { Arrived } from "./arrived.ts";
import { textOf } from "./arrived.ts";
import type { createMessages } from "./messages.ts";
import { refusal, Refusal } from "./refusal.ts";
import type { Shapes } from "./shapes.ts";
import { snowflake, timeOf } from "./snowflakes.ts";
import type { FakeChannel, FakeMessage, Token, World } from "./world.ts";
import { ALL_PERMISSIONS, ANN, APP } from "./world.ts";

export interface Call {
  readonly params: readonly string[];
  readonly arrived: Arrived;
  readonly url: URL;
}

export interface Said {
  readonly status: number;
  readonly json?: unknown;
}

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  /** Whether it wants the bot's token. */
  readonly isOurs: boolean;
  answer(call: Call): Said;
}

const EPHEMERAL = 64;
const LOADING = 128;
const HOUR = 3_600_000;

interface RestDeps {
  readonly world: World;
  readonly shapes: Shapes;
  readonly messages: ReturnType<typeof createMessages>;
  readonly dispatch: (t: string, d: unknown, guild: string) => void;
  readonly gatewayUrl: () => string;
  readonly shards: () => number;
}

/** The part of Discord's REST API v10 that a bot like ours uses. */
export function createRest(deps: RestDeps): Route[] {
  const { world, shapes, messages, dispatch, gatewayUrl, shards } = deps;
  const { now, settings } = world;

  function tokenOf(value: string, isFirst = false): Token {
    const token = world.tokens.get(value);
    if (isFirst && (!token || now() > token.ackBy)) throw refusal(10062);
    if (!token) throw refusal(10015);
    if (now() > token.expires) throw refusal(50027);
    return token;
  }

  function originalOf(token: Token): FakeMessage {
    return messageOf(token.channel, token.original ?? "");
  }

  function messageOf(channel: string, id: string): FakeMessage {
    const found = world.messages.get(id);
    if (!found || found.channel_id !== channel) throw refusal(10008);
    return found;
  }

  function channelOf(id: string, permission: bigint = 0n): FakeChannel {
    const found = world.channels.get(id);
    if (!found) throw refusal(10003);
    if (world.left.has(found.guild)) throw refusal(50001);
    const allowed = world.permissionsIn(id);
    if (!(allowed & PermissionFlagsBits.ViewChannel)) throw refusal(50001);
    if ((allowed & permission) !== permission) throw refusal(50013);
    return found;
  }

  function checkSize({ files }: Arrived, guild: string): void {
    const limit = settings.realLimit ?? world.limitOf(guild);
    if (files.some(({ bytes }) => bytes > limit)) throw refusal(40005);
    const { name, code } = settings.refusedFiles ?? { name: /^$/, code: 0 };
    if (files.some(({ filename }) => name.test(filename))) throw refusal(code);
  }

  function post(channel: FakeChannel, { arrived }: Call): FakeMessage {
    if (channel.type === 15) throw refusal(50008);
    if (channel.locked) throw refusal(160_005);
    checkSize(arrived, channel.guild);
    const { nonce, enforce_nonce: isEnforced } = arrived.json ?? {};
    const known = world
      .messagesIn(channel.id)
      .find(
        (one) =>
          isEnforced === true &&
          nonce !== undefined &&
          one.nonce === textOf(nonce) &&
          now() - (one.nonceAt ?? 0) < settings.nonceLife,
      );
    if (known) return known;
    channel.archived = false;
    return messages.create(channel.id, arrived);
  }

  function firstAnswer([interaction = "", value = ""]: readonly string[], call: Call): Said {
    const token = tokenOf(value, true);
    if (token.acked) throw refusal(40060);
    token.acked = true;
    const body = call.arrived.json ?? {};
    const type = Number(body["type"]);
    const data = (body["data"] ?? {}) as Record<string, unknown>;
    token.callback = { type, data };
    let message: FakeMessage | undefined;
    if (type === 4 || type === 5) {
      const flags = Number(data["flags"] ?? 0) | (type === 5 ? LOADING : 0);
      const said = type === 5 ? { content: "…", flags: data["flags"] } : data;
      message = messages.create(token.channel, { json: said, files: call.arrived.files });
      if (type === 5) message.content = "";
      Object.assign(message, { flags, type: 20 });
      if (flags & EPHEMERAL) message.ephemeralFor = token.person;
      token.original = message.id;
    }
    if (call.url.searchParams.get("with_response") !== "true") return { status: 204 };
    const known = { id: interaction, type: 2, response_message_id: message?.id };
    const resource = message ? { resource: { type: 4, message } } : {};
    return { status: 200, json: { interaction: known, ...resource } };
  }

  function followUp([, value = ""]: readonly string[], { arrived }: Call): Said {
    const token = tokenOf(value);
    const channel = world.channels.get(token.channel);
    checkSize(arrived, channel?.guild ?? "");
    const flags = Number(arrived.json?.["flags"] ?? 0);
    const message = messages.create(token.channel, arrived);
    if (flags & EPHEMERAL) message.ephemeralFor = token.person;
    token.followups.push(message.id);
    return { status: 200, json: message };
  }

  function openThread([parent = "", id = ""]: readonly string[], { arrived }: Call): Said {
    const channel = channelOf(parent, PermissionFlagsBits.CreatePublicThreads);
    if (channel.type !== 0) throw refusal(50024);
    const message = messageOf(parent, id);
    if (message.flags! & EPHEMERAL) throw refusal(50021);
    if (world.channels.has(id)) throw refusal(160_004);
    if (settings.threadsFull) throw refusal(160_006);
    const name = textOf(arrived.json?.["name"]);
    if (name.length < 1 || name.length > 100) throw refusal(50035);
    const thread = shapes.channel(world.addThread(id, channel, name));
    dispatch("THREAD_CREATE", { ...thread, newly_created: true }, channel.guild);
    return { status: 201, json: thread };
  }

  function editMessage([channel = "", id = ""]: readonly string[], { arrived }: Call): Said {
    const thread = channelOf(channel);
    const message = messageOf(channel, id);
    if (message.author.id !== APP) throw refusal(50005);
    if (thread.archived) throw refusal(50083);
    checkSize(arrived, thread.guild);
    const recent = edits.filter((one) => one.channel === channel && now() - one.at < 20_000);
    const isOld = now() - timeOf(id) > HOUR;
    if (isOld && recent.length >= 3) {
      throw new Refusal(429, 30046, "Maximum number of edits to messages older than 1 hour", {
        headers: { "retry-after": "5", "x-ratelimit-scope": "shared" },
        body: { retry_after: 5, global: false },
      });
    }
    if (isOld) edits.push({ channel, at: now() });
    return { status: 200, json: messages.change(message, arrived) };
  }
  const edits: { channel: string; at: number }[] = [];

  function listMessages([channel = ""]: readonly string[], { url }: Call): Said {
    channelOf(channel, PermissionFlagsBits.ReadMessageHistory);
    const limit = Number(url.searchParams.get("limit") ?? 50);
    const before = url.searchParams.get("before");
    const after = url.searchParams.get("after");
    const all = world
      .messagesIn(channel)
      .filter(({ ephemeralFor }) => ephemeralFor === undefined)
      .filter(({ id }) => !before || BigInt(id) < BigInt(before))
      .filter(({ id }) => !after || BigInt(id) > BigInt(after));
    // Discord does not tell nonces of old messages.
    const told = all.map(({ nonce: _nonce, nonceAt: _at, ...message }) => message);
    // The newest ones, but after an id those that came first.
    const page = after ? told.slice(0, limit) : told.slice(-limit);
    return { status: 200, json: page.toReversed() };
  }

  function register({ arrived }: Call): Said {
    world.commands = arrived.json as unknown as Record<string, unknown>[];
    world.registrations += 1;
    const made = world.commands.map((command) => ({
      type: 1,
      default_member_permissions: null,
      description: "",
      ...command,
      id: snowflake(now()),
      application_id: APP,
      version: snowflake(now()),
    }));
    world.commands = made;
    return { status: 200, json: made };
  }

  function gone(id: string): Said {
    world.messages.delete(id);
    return { status: 204 };
  }

  const route = (
    name: string,
    method: string,
    path: RegExp,
    isOurs: boolean,
    answer: Route["answer"],
  ): Route => ({ name, method, path, isOurs, answer });

  const webhook = "\\/webhooks\\/\\d+\\/([^/]+)";
  return [
    route("gateway", "GET", /^\/gateway\/bot$/, true, () => ({
      status: 200,
      json: {
        url: gatewayUrl(),
        shards: shards(),
        session_start_limit: {
          total: 1_000,
          remaining: 999,
          reset_after: 14_400_000,
          max_concurrency: 16,
        },
      },
    })),
    route("me", "GET", /^\/users\/@me$/, true, () => ({
      status: 200,
      json: { ...world.users.get(APP), mfa_enabled: false, locale: "en-US" },
    })),
    route("guilds", "GET", /^\/users\/@me\/guilds$/, true, ({ url }) => ({
      status: 200,
      json: [...world.guilds.values()]
        .filter(({ id }) => !world.left.has(id))
        .filter(({ id }) => BigInt(id) > BigInt(url.searchParams.get("after") ?? 0))
        .slice(0, Number(url.searchParams.get("limit") ?? 200))
        .map(({ id, name, denied = 0n }) => ({
          id,
          name,
          icon: null,
          banner: null,
          owner: false,
          permissions: String(ALL_PERMISSIONS & ~denied),
          features: [],
        })),
    })),
    route("application", "GET", /^\/(?:applications|oauth2\/applications)\/@me$/, true, () => ({
      status: 200,
      json: {
        id: APP,
        name: "rushes",
        icon: null,
        description: "",
        type: null,
        verify_key: "00",
        flags: 0,
        flags_new: "0",
        redirect_uris: [],
        interactions_endpoint_url: null,
        role_connections_verification_url: null,
        owner: world.users.get(ANN),
        approximate_guild_count: world.guilds.size,
        approximate_user_install_count: 0,
        approximate_user_authorization_count: 0,
        explicit_content_filter: 0,
        team: null,
        eligible_oauth2_scopes: [],
      },
    })),
    route("commands.get", "GET", /^\/applications\/\d+\/commands$/, true, () => ({
      status: 200,
      json: world.commands,
    })),
    route("commands.put", "PUT", /^\/applications\/\d+\/commands$/, true, register),
    route("callback", "POST", /^\/interactions\/(\d+)\/([^/]+)\/callback$/, false, (call) =>
      firstAnswer(call.params, call),
    ),
    route(
      "original.edit",
      "PATCH",
      new RegExp(`^${webhook}\\/messages\\/@original$`),
      false,
      ({ params: [value = ""], arrived }) => ({
        status: 200,
        json: messages.change(originalOf(tokenOf(value)), arrived),
      }),
    ),
    route(
      "original.get",
      "GET",
      new RegExp(`^${webhook}\\/messages\\/@original$`),
      false,
      ({ params: [value = ""] }) => ({ status: 200, json: originalOf(tokenOf(value)) }),
    ),
    route(
      "original.delete",
      "DELETE",
      new RegExp(`^${webhook}\\/messages\\/@original$`),
      false,
      ({ params: [value = ""] }) => gone(originalOf(tokenOf(value)).id),
    ),
    route("followup", "POST", new RegExp(`^${webhook}$`), false, (call) =>
      followUp(["", ...call.params], call),
    ),
    route("thread.create", "POST", /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, true, (call) =>
      openThread(call.params, call),
    ),
    route("message.create", "POST", /^\/channels\/(\d+)\/messages$/, true, (call) => {
      const [id = ""] = call.params;
      const isThread = world.channels.get(id)?.type === 11;
      const { SendMessages, SendMessagesInThreads, AttachFiles } = PermissionFlagsBits;
      const files = call.arrived.files.length > 0 ? AttachFiles : 0n;
      const answers = call.arrived.json?.["message_reference"] !== undefined;
      if (answers && !(world.permissionsIn(id) & PermissionFlagsBits.ReadMessageHistory)) {
        throw refusal(160_002);
      }
      const channel = channelOf(id, (isThread ? SendMessagesInThreads : SendMessages) | files);
      return { status: 200, json: post(channel, call) };
    }),
    route("typing", "POST", /^\/channels\/(\d+)\/typing$/, true, ({ params: [id = ""] }) => {
      channelOf(id);
      return { status: 204 };
    }),
    route(
      "commands.rules",
      "GET",
      /^\/applications\/\d+\/guilds\/(\d+)\/commands\/permissions$/,
      true,
      ({ params: [guild = ""] }) => {
        const told = world.commandRules.get(guild) ?? [];
        const rules = told.map((rule) => ({ ...rule, application_id: APP, guild_id: guild }));
        return { status: 200, json: rules };
      },
    ),
    route("message.list", "GET", /^\/channels\/(\d+)\/messages$/, true, (call) =>
      listMessages(call.params, call),
    ),
    route("message.get", "GET", /^\/channels\/(\d+)\/messages\/(\d+)$/, true, ({ params }) => {
      channelOf(params[0] ?? "", PermissionFlagsBits.ReadMessageHistory);
      return { status: 200, json: messageOf(params[0] ?? "", params[1] ?? "") };
    }),
    route("message.edit", "PATCH", /^\/channels\/(\d+)\/messages\/(\d+)$/, true, (call) =>
      editMessage(call.params, call),
    ),
    route("message.delete", "DELETE", /^\/channels\/(\d+)\/messages\/(\d+)$/, true, (call) => {
      channelOf(call.params[0] ?? "");
      return gone(messageOf(call.params[0] ?? "", call.params[1] ?? "").id);
    }),
    route("channel.get", "GET", /^\/channels\/(\d+)$/, true, ({ params }) => ({
      status: 200,
      json: shapes.channel(channelOf(params[0] ?? "")),
    })),
    route("channel.edit", "PATCH", /^\/channels\/(\d+)$/, true, ({ params, arrived }) => {
      const channel = channelOf(params[0] ?? "");
      if (channel.locked) throw refusal(50013);
      channel.archived = Boolean(arrived.json?.["archived"] ?? channel.archived);
      return { status: 200, json: shapes.channel(channel) };
    }),
    route("guild.get", "GET", /^\/guilds\/(\d+)$/, true, ({ params: [id = ""] }) => {
      if (!world.guilds.has(id) || world.left.has(id)) throw refusal(10004);
      return { status: 200, json: shapes.guild(id) };
    }),
    route(
      "member.get",
      "GET",
      /^\/guilds\/(\d+)\/members\/(\d+)$/,
      true,
      ({ params: [guild = "", person = ""] }) => {
        if (world.left.has(guild)) throw refusal(10004);
        return { status: 200, json: shapes.member(person, world.permissionsIn(guild)) };
      },
    ),
  ];
}
