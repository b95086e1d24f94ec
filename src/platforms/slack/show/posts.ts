import { z } from "zod";
import type { Shelf } from "../../../store/shelf.ts";
import type { Api } from "../api.ts";
import type { Diary, Made } from "../diary.ts";
import { isClosed } from "../failures.ts";
import type { SlackPlace } from "../refs.ts";
import { readMessage, writeMessage } from "../refs.ts";
import type { Drawn, Look } from "./draw.ts";
import { EVENT_TYPE, findMessage } from "./find-message.ts";
import type { Looks } from "./look.ts";

const Posted = z.object({ ts: z.string() });
const Opened = z.object({ channel: z.object({ id: z.string() }) });

interface Post {
  readonly at: SlackPlace;
  /** The same for each try, and for one message only. */
  readonly key: string;
  draw(look: Look): Drawn;
}

interface PostsDeps {
  readonly api: Api;
  readonly once: Diary;
  readonly looks: Looks;
  readonly memory: Shelf<string>;
}

/** Posts messages once; where a channel is closed to us, the person who asked is written to. */
export function createPosts({ api, once, looks, memory }: PostsDeps) {
  async function postIn({ at, key, draw }: Post): Promise<Made> {
    const { channel, ts: thread } = at;
    return once(key, {
      async find(begunAt) {
        const ts = await findMessage({ api, memory }, { team: at, channel, thread, key, begunAt });
        return ts === undefined ? undefined : writeMessage({ channel, ts });
      },
      async make() {
        const answer = await looks(at.team, (look) =>
          api.call(at, "chat.postMessage", {
            channel,
            ...(thread === undefined ? {} : { thread_ts: thread }),
            ...draw(look),
            metadata: { event_type: EVENT_TYPE, event_payload: { key } },
            unfurl_links: false,
            unfurl_media: false,
          }),
        );
        return writeMessage({ channel, ts: Posted.parse(answer).ts });
      },
    });
  }

  /** The direct conversation with the person who asked. */
  async function directOf(at: SlackPlace): Promise<string> {
    const opened = await api.call(at, "conversations.open", { users: at.user });
    return Opened.parse(opened).channel.id;
  }

  return {
    directOf,
    async post(order: Post): Promise<Made> {
      try {
        return await postIn(order);
      } catch (error) {
        if (!isClosed(error)) throw error;
        const channel = await directOf(order.at);
        if (channel === order.at.channel) throw error;
        const at = { ...order.at, channel, ts: undefined };
        return postIn({ ...order, at, key: `${order.key}-direct` });
      }
    },
    refOf: ({ id }: Made) => readMessage(id),
  };
}
export type Posts = ReturnType<typeof createPosts>;
