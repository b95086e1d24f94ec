import { textOf } from "./arrived.ts";
import { messageBlocks } from "./blocks.ts";
import { Refusal } from "./refusal.ts";
import type { FakeMessage, ResponseUrl, World } from "./world.ts";

const LIFE = 30 * 60_000;
const MOST_USES = 5;
const KNOWN = [
  "attachments",
  "blocks",
  "delete_original",
  "link_names",
  "metadata",
  "mrkdwn",
  "parse",
  "replace_original",
  "response_type",
  "text",
  "thread_ts",
  "unfurl_links",
  "unfurl_media",
];

/** The addresses that come with what people do: five answers in thirty minutes. */
export function createResponseUrls(
  world: World,
  origin: () => string,
  complain: (what: string) => void,
) {
  const answers = new Map<ResponseUrl, FakeMessage>();

  function say(to: ResponseUrl, body: Record<string, unknown>): FakeMessage | undefined {
    const { bot, botId } = world.teamOf(to.team);
    const given = body["blocks"];
    const blocks = given === undefined ? [] : messageBlocks(given, world.rules);
    const text = textOf(body["text"]);
    const original = to.message ?? answers.get(to);
    if (body["delete_original"] === true) {
      if (original) original.isGone = true;
      world.changed();
      return undefined;
    }
    if (text === "" && blocks.length === 0) throw new Refusal("no_text");
    if (body["replace_original"] === true && original) {
      Object.assign(original, { text, blocks, edits: original.edits + 1 });
      world.changed();
      return original;
    }
    const isForAll = body["response_type"] === "in_channel";
    const message = world.addMessage({
      channel: to.channel,
      user: bot,
      bot_id: botId,
      text,
      blocks,
      thread_ts: typeof body["thread_ts"] === "string" ? body["thread_ts"] : undefined,
      ephemeralFor: isForAll ? undefined : to.user,
    });
    answers.set(to, message);
    return message;
  }

  return {
    make(team: string, channel: string, user: string, message?: FakeMessage) {
      const id = world.newId("r");
      const expiresAt = world.now() + LIFE;
      const made: ResponseUrl = { team, channel, user, message, expiresAt, uses: 0 };
      world.responseUrls.set(id, made);
      return { url: `${origin()}/response/${team}/${id}`, made };
    },

    say,

    /** Something was posted to such an address. */
    use(id: string, body: Record<string, unknown>): Record<string, unknown> {
      const found = world.responseUrls.get(id);
      if (!found) throw new Refusal("no_such_url", {}, { status: 404 });
      if (found.expiresAt < world.now()) throw new Refusal("expired_url", {}, { status: 404 });
      if (found.uses >= MOST_USES) throw new Refusal("used_url", {}, { status: 404 });
      for (const name of Object.keys(body).filter((one) => !KNOWN.includes(one))) {
        complain(`response_url: unknown argument ${name}`);
      }
      found.uses += 1;
      say(found, body);
      return { ok: true };
    },
  };
}
export type ResponseUrls = ReturnType<typeof createResponseUrls>;
