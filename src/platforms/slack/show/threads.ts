import type { SlackPlace, SlackThread } from "../refs.ts";
import { readMessage } from "../refs.ts";
import { drawRoot } from "./draw.ts";
import type { Posts } from "./posts.ts";

/** The thread of a job: where it was asked for, else under a message of ours that begins one. */
export async function openThread(
  place: SlackPlace,
  title: string,
  { posts, key }: { posts: Posts; key: string },
): Promise<SlackThread> {
  const { answerUrl: _, ts, ...where } = place;
  if (ts !== undefined) return { ...where, ts };
  const root = await posts.post({
    at: place,
    key: `${key}-root`,
    draw: (look) => {
      const { text, blocks } = drawRoot(title, place.user);
      return look === "text" ? { text } : { text, blocks };
    },
  });
  const { channel, ts: begun } = readMessage(root.id);
  return { ...where, channel, ts: begun };
}
