import { messageBlocks } from "./blocks.ts";
import type { Call, Method } from "./call.ts";
import { Refusal } from "./refusal.ts";
import type { Shapes } from "./shapes.ts";
import type { FakeChannel, FakeMessage, World } from "./world.ts";

const LONGEST_UPDATE = 4_000;
const LONGEST_POST = 40_000;
const LARGEST_METADATA = 16_000;

interface ChatDeps {
  readonly world: World;
  readonly shapes: Shapes;
  complain(what: string): void;
  /** Tells the app what it did itself, as Slack does. */
  echo(message: FakeMessage, kind: "posted" | "changed" | "deleted"): void;
}

const BODY = ["text", "blocks", "attachments", "markdown_text", "metadata", "parse", "link_names"];
const LOOKS = ["unfurl_links", "unfurl_media", "mrkdwn", "reply_broadcast"];

/** `chat.*`: messages that the bot posts, changes and takes back. */
export function chatMethods({ world, shapes, complain, echo }: ChatDeps): Record<string, Method> {
  function bodyOf(call: Call) {
    const given = call.args["blocks"] === undefined ? undefined : call.json("blocks");
    const blocks = given === undefined ? undefined : messageBlocks(given, world.rules);
    const text = call.text("text") || call.text("markdown_text");
    return { blocks, text, metadata: metadataOf(call) };
  }

  function checkThread(channel: FakeChannel, thread: string | undefined): void {
    if (thread === undefined) return;
    const root = world.find(channel.id, thread);
    if (!root) complain(`a reply to ${thread}, which is no message of ${channel.id}`);
    if (root?.thread_ts !== undefined && root.thread_ts !== root.ts) {
      complain(`a reply to ${thread}, which is a reply itself`);
      throw new Refusal("cannot_reply_to_message");
    }
  }

  function ownMessage(call: Call, code: string): FakeMessage {
    const channel = call.channel();
    const found = world.find(channel.id, call.text("ts"));
    if (!found || found.isGone || found.ephemeralFor) throw new Refusal("message_not_found");
    if (found.bot_id !== world.teamOf(channel.team).botId) throw new Refusal(code);
    if (channel.isArchived) throw new Refusal("is_inactive");
    return found;
  }

  function post(call: Call, ephemeralFor?: string): FakeMessage {
    const direct = world.users.has(call.text("channel"))
      ? world.directOf(call.person("channel").id, call.team.id)
      : undefined;
    const channel = direct ?? call.ownChannel();
    if (ephemeralFor !== undefined && !channel.members.has(ephemeralFor)) {
      throw new Refusal("user_not_in_channel");
    }
    const thread = call.text("thread_ts") || undefined;
    checkThread(channel, thread);
    const { blocks = [], text, metadata } = bodyOf(call);
    if (text === "" && blocks.length === 0) throw new Refusal("no_text");
    const { bot, botId } = world.teamOf(channel.team);
    return world.addMessage({
      channel: channel.id,
      user: bot,
      bot_id: botId,
      text: text.slice(0, LONGEST_POST),
      blocks,
      metadata,
      thread_ts: thread,
      ephemeralFor,
      isBroadcast: call.isOn("reply_broadcast"),
    });
  }

  return {
    "chat.postMessage": {
      scope: "chat:write",
      required: ["channel"],
      optional: [...BODY, ...LOOKS, "thread_ts", "username", "icon_emoji", "icon_url"],
      answer(call) {
        const message = post(call);
        echo(message, "posted");
        const { channel, ts } = message;
        return { channel, ts, message: shapes.message(message, true) };
      },
    },
    "chat.postEphemeral": {
      scope: "chat:write",
      required: ["channel", "user"],
      optional: [...BODY, "thread_ts", "username", "icon_emoji", "icon_url"],
      answer(call) {
        const { ts } = post(call, call.person().id);
        return { message_ts: ts };
      },
    },
    "chat.update": {
      scope: "chat:write",
      required: ["channel", "ts"],
      optional: [...BODY, ...LOOKS, "file_ids", "as_user"],
      answer(call) {
        const message = ownMessage(call, "cant_update_message");
        if (call.text("text").length > LONGEST_UPDATE) throw new Refusal("msg_too_long");
        const { blocks, text, metadata } = bodyOf(call);
        const isEmpty = text === "" && blocks === undefined && !call.args["file_ids"];
        if (isEmpty) throw new Refusal("no_text");
        message.text = text || message.text;
        // What is not said of blocks and metadata leaves them as they are.
        message.blocks = blocks ?? message.blocks;
        message.metadata = metadata ?? message.metadata;
        message.edits += 1;
        world.changed();
        echo(message, "changed");
        const { channel, ts } = message;
        return { channel, ts, text: message.text, message: shapes.message(message, true) };
      },
    },
    "chat.delete": {
      scope: "chat:write",
      required: ["channel", "ts"],
      optional: ["as_user"],
      answer(call) {
        const message = ownMessage(call, "cant_delete_message");
        message.isGone = true;
        // A message that showed a file lets go of it.
        for (const file of message.files) {
          const at = file.shares.findIndex(({ ts }) => ts === message.ts);
          if (at >= 0) file.shares.splice(at, 1);
        }
        world.changed();
        echo(message, "deleted");
        return { channel: message.channel, ts: message.ts };
      },
    },
    "chat.getPermalink": {
      required: ["channel", "message_ts"],
      optional: [],
      answer(call) {
        const channel = call.channel();
        const ts = call.text("message_ts");
        if (!world.find(channel.id, ts)) throw new Refusal("message_not_found");
        const { domain } = world.teamOf(channel.team);
        const place = `${channel.id}/p${ts.replace(".", "")}`;
        return { channel: channel.id, permalink: `https://${domain}.slack.com/archives/${place}` };
      },
    },
  };
}

function metadataOf(call: Call): Record<string, unknown> | undefined {
  if (call.args["metadata"] === undefined) return undefined;
  const given = call.json("metadata") as Record<string, unknown> | undefined;
  const isWell =
    typeof given?.["event_type"] === "string" &&
    typeof given["event_payload"] === "object" &&
    given["event_payload"] !== null;
  if (!isWell) throw new Refusal("invalid_metadata_format");
  if (JSON.stringify(given).length > LARGEST_METADATA) throw new Refusal("metadata_too_large");
  return given;
}
