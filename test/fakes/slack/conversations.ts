import type { Call, Method } from "./call.ts";
import { rateLimited, Refusal } from "./refusal.ts";
import type { Shapes } from "./shapes.ts";
import type { FakeChannel, FakeMessage, World } from "./world.ts";

const MINUTE = 60_000;
const SCOPE = { public: "channels", private: "groups", im: "im" } as const;
const READING = ["cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest"];

/** `conversations.*`: channels, who is in them, and what was said there. */
export function conversationMethods(world: World, shapes: Shapes): Record<string, Method> {
  const lastRead = new Map<string, number>();

  /** Apps that are sold outside the marketplace read once a minute. */
  function count(method: string, { token }: Call): void {
    if (!world.settings.onePerMinute) return;
    const key = `${method} ${token.value}`;
    const last = lastRead.get(key);
    const left = last === undefined ? 0 : last + MINUTE - world.now();
    if (left > 0) throw rateLimited(Math.ceil(left / 1_000));
    lastRead.set(key, world.now());
  }

  function readable(call: Call): FakeChannel {
    const channel = call.channel();
    call.needs(`${SCOPE[channel.kind]}:history`);
    const { bot } = world.teamOf(channel.team);
    if (!channel.members.has(bot)) throw new Refusal("not_in_channel");
    return channel;
  }

  function page(call: Call, all: readonly FakeMessage[]) {
    const most = world.settings.onePerMinute ? 15 : 1_000;
    const limit = Math.min(Number(call.text("limit") || 100), most);
    const start = Number(call.text("cursor") || 0);
    const [oldest, latest] = [call.text("oldest"), call.text("latest")];
    const edge = call.isOn("inclusive") ? 0 : 1;
    const within = all.filter(
      ({ ts }) =>
        (oldest === "" || compare(ts, oldest) >= edge) &&
        (latest === "" || compare(latest, ts) >= edge),
    );
    const shown = within.slice(start, start + limit);
    const next = start + limit < within.length ? String(start + limit) : "";
    const hasMetadata = call.isOn("include_all_metadata");
    return {
      messages: shown.map((one) => shapes.message(one, hasMetadata)),
      has_more: next !== "",
      response_metadata: { next_cursor: next },
    };
  }

  const seen = (channel: FakeChannel) =>
    world.messages.filter(
      (one) => one.channel === channel.id && !one.isGone && one.ephemeralFor === undefined,
    );

  return {
    "conversations.history": {
      required: ["channel"],
      optional: READING,
      answer(call) {
        const channel = readable(call);
        count("history", call);
        const roots = seen(channel).filter(
          ({ thread_ts, ts, isBroadcast }) =>
            thread_ts === undefined || thread_ts === ts || isBroadcast,
        );
        return page(
          call,
          roots.toSorted((one, other) => compare(other.ts, one.ts)),
        );
      },
    },
    "conversations.replies": {
      required: ["channel", "ts"],
      optional: READING,
      answer(call) {
        const channel = readable(call);
        count("replies", call);
        const named = call.text("ts");
        const given = seen(channel).find(({ ts }) => ts === named);
        const root = given?.thread_ts ?? named;
        const thread = seen(channel).filter((one) => one.ts === root || one.thread_ts === root);
        if (thread.length === 0) throw new Refusal("thread_not_found");
        return page(
          call,
          thread.toSorted((one, other) => compare(one.ts, other.ts)),
        );
      },
    },
    "conversations.info": {
      required: ["channel"],
      optional: ["include_locale", "include_num_members"],
      answer(call) {
        const channel = call.channel();
        call.needs(`${SCOPE[channel.kind]}:read`);
        return { channel: shapes.channel(channel) };
      },
    },
    "conversations.members": {
      required: ["channel"],
      optional: ["cursor", "limit"],
      answer(call) {
        const channel = call.channel();
        call.needs(`${SCOPE[channel.kind]}:read`);
        return { members: [...channel.members], response_metadata: { next_cursor: "" } };
      },
    },
    "conversations.join": {
      scope: "channels:join",
      required: ["channel"],
      optional: [],
      answer(call) {
        const channel = call.channel();
        if (channel.isArchived) throw new Refusal("is_archived");
        if (channel.kind !== "public") {
          throw new Refusal("method_not_supported_for_channel_type");
        }
        channel.members.add(world.teamOf(channel.team).bot);
        return { channel: shapes.channel(channel) };
      },
    },
    "conversations.open": {
      scope: "im:write",
      required: [],
      optional: ["channel", "users", "return_im", "prevent_creation"],
      answer(call) {
        if (call.text("channel") !== "") return { channel: shapes.channel(call.channel()) };
        const people = call.text("users").split(",").filter(Boolean);
        if (people.length !== 1) throw new Refusal("users_list_not_supplied");
        const person = call.person("users");
        const direct = world.directOf(person.id, person.team);
        const shown = call.isOn("return_im") ? shapes.channel(direct) : { id: direct.id };
        return { channel: shown };
      },
    },
  };
}

/** Which of two of Slack's times is later: seconds, and what comes behind the point. */
function compare(one: string, other: string): number {
  const [first, second] = [one, other].map((ts) => {
    const [seconds = "", rest = ""] = ts.split(".");
    return Number(seconds) * 1_000_000 + Number(rest.padEnd(6, "0"));
  });
  return (first ?? 0) - (second ?? 0);
}
