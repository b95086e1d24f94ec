import { z } from "zod";
import type { Api } from "../api.ts";
import type { Team } from "../refs.ts";

/** How far our clock and Slack's may differ, and how long a call may be under way, in ms. */
const AROUND = 5 * 60_000;
const MOST = 200;

export const EVENT_TYPE = "rushes";

const Listed = z.object({
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

/** Looks for a message of ours by the key in its metadata. Slack rations this: once a minute for some. */
export async function findMessage(api: Api, wanted: Wanted): Promise<string | undefined> {
  const { team, channel, thread, key, begunAt } = wanted;
  const { bot_id: us } = await api.me(team);
  const found = await api.call(team, methodFor(thread), {
    channel,
    ...(thread === undefined ? {} : { ts: thread }),
    oldest: timestamp(begunAt - AROUND),
    latest: timestamp(begunAt + AROUND),
    inclusive: true,
    include_all_metadata: true,
    limit: MOST,
  });
  const { messages } = Listed.parse(found);
  return messages.find(
    ({ bot_id: by, metadata }) =>
      by === us && metadata?.event_type === EVENT_TYPE && metadata.event_payload.key === key,
  )?.ts;
}

function methodFor(thread: string | undefined): string {
  return thread === undefined ? "conversations.history" : "conversations.replies";
}

function timestamp(at: number): string {
  return (at / 1_000).toFixed(6);
}
