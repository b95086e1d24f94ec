import { z } from "zod";
import type { Shelf } from "../../../store/shelf.ts";
import type { Api } from "../api.ts";
import type { Team } from "../refs.ts";

/** How far our clock and Slack's may differ, and how long a call may be under way, in ms. */
const AROUND = 5 * 60_000;
const MOST = 200;
/** For how long the page that was reached is noted, in ms. */
const PAGE_HOLDS = 24 * 3_600_000;

export const EVENT_TYPE = "rushes";

const Listed = z.object({
  response_metadata: z.object({ next_cursor: z.string().optional() }).nullish(),
  messages: z.array(
    z.object({
      ts: z.string(),
      bot_id: z.string().optional(),
      metadata: z
        .object({
          event_type: z.string(),
          event_payload: z.object({ key: z.string().optional() }),
        })
        .optional(),
    }),
  ),
});

interface Wanted {
  readonly team: Team;
  readonly channel: string;
  /** The thread to look in; without it, the channel. */
  readonly thread: string | undefined;
  readonly key: string;
  /** When it was begun, in epoch ms. */
  readonly begunAt: number;
}

/**
 * Looks for a message of ours by the key in its metadata, page by page. Slack rations this, for some
 * to a page a minute: the page that was reached is noted, and the next try goes on there.
 */
export async function findMessage(
  { api, memory }: { api: Api; memory: Shelf<string> },
  wanted: Wanted,
): Promise<string | undefined> {
  const { team, channel, thread, key, begunAt } = wanted;
  const { bot_id: us } = await api.me(team);
  const note = `page ${channel} ${key}`;
  let cursor = await memory.get(note);
  for (;;) {
    const answer = await api.call(team, methodFor(thread), {
      channel,
      ...(thread === undefined ? {} : { ts: thread }),
      oldest: timestamp(begunAt - AROUND),
      latest: timestamp(begunAt + AROUND),
      inclusive: true,
      include_all_metadata: true,
      limit: MOST,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { messages, response_metadata: more } = Listed.parse(answer);
    const found = messages.find(
      ({ bot_id: by, metadata }) =>
        by === us && metadata?.event_type === EVENT_TYPE && metadata.event_payload.key === key,
    );
    cursor = more?.next_cursor === "" ? undefined : more?.next_cursor;
    if (found || cursor === undefined) {
      await memory.delete(note);
      return found?.ts;
    }
    await memory.set(note, cursor, PAGE_HOLDS);
  }
}

function methodFor(thread: string | undefined): string {
  return thread === undefined ? "conversations.history" : "conversations.replies";
}

function timestamp(at: number): string {
  return (at / 1_000).toFixed(6);
}
