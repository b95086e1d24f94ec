import { Routes } from "discord.js";
import { PlatformError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import { wordsFor } from "../../../words.ts";
import type { Message } from "../../platform.ts";
import type { Api } from "../line/api.ts";
import type { DiscordPlace, DiscordThread, MessageRef } from "../refs.ts";
import { answerIn, readMessage } from "../refs.ts";
import { changeMessage } from "./change-message.ts";
import { draw, drawLink } from "./draw.ts";
import type { Drawn } from "./draw.ts";
import type { Naming } from "./texts.ts";

/**
 * Our answers to those who asked, which threads hang on where there are any: they say how it ended,
 * if they are still there.
 */
export function createStarters({ api, named, log }: { api: Api; named: Naming; log: Logger }) {
  /** Answers whether it stands there now. Throws only what may pass. */
  async function change(thread: DiscordThread, body: object): Promise<boolean> {
    const { guild } = thread;
    const answered = answerOf(thread);
    if (!answered) return false;
    try {
      await changeMessage(api, answered, body);
      return true;
    } catch (error) {
      const mayPass = error instanceof PlatformError && error.failure === "unavailable";
      if (mayPass) throw error;
      log.debug({ err: error, guild: `discord:${guild}` }, "an answer could not be edited");
      return false;
    }
  }

  /** Says it beside a person's own message, or by itself where there is none to point to. */
  async function answer({ channel, answer: asked }: DiscordPlace, said: Drawn): Promise<void> {
    const beside = asked && {
      message_reference: { message_id: asked, fail_if_not_exists: false },
      nonce: `s${asked}`,
      enforce_nonce: true,
    };
    const body = { ...said, ...beside };
    await api.call({ method: "POST", route: Routes.channelMessages(channel), body });
  }

  return {
    /** Says it in one line, with a link to the video, or to the card. */
    async lead(thread: DiscordThread, card: MessageRef, next: Message): Promise<boolean> {
      if (next.kind !== "card" || next.since !== undefined || next.isAside) return false;
      const words = wordsFor(next.locale ?? "en");
      const target = next.result === undefined ? card : readMessage(next.result);
      const url = `https://discord.com/channels/${thread.guild}/${target.channel}/${target.message}`;
      const label = next.result === undefined ? words("Open") : words("Watch");
      return change(thread, drawLink(next, named, { label, url }));
    },

    /** Holds the whole card, where its thread can no longer show it. */
    hold: (thread: DiscordThread, next: Message) => change(thread, draw(next, named)),

    /** Says what came of it where nothing could be posted. Tried once; never throws. */
    async tell(place: DiscordPlace, message: Message): Promise<void> {
      const { guild, channel } = place;
      // Without the prompt: it may be what Discord does not take.
      const bare = { ...message, kind: "text", quote: undefined, fields: [] } as const;
      const drawn = draw(bare, named);
      const ours = answerIn(place);
      try {
        await (ours === undefined
          ? answer(place, drawn)
          : changeMessage(api, { channel, message: ours }, drawn));
      } catch (error) {
        log.warn({ err: error, guild: `discord:${guild}` }, "whoever asked could not be told");
      }
    },
  };
}
export type Starters = ReturnType<typeof createStarters>;

/** Where our answer stands, if there is one. */
function answerOf(thread: DiscordThread): MessageRef | undefined {
  const { channel, parent, said, isTheirs } = thread;
  if (parent === undefined) return said === undefined ? undefined : { channel, message: said };
  return isTheirs ? undefined : { channel: parent, message: channel };
}
