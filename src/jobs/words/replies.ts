import type { Invocation, Message, Reply } from "../../platforms/platform.ts";
import type { Params } from "../../words.ts";
import { wordsFor } from "../../words.ts";
import type { Job } from "../job.ts";
import { isOpen } from "../job.ts";
import { hostOf } from "../kin.ts";
import { stateWord } from "./status-text.ts";

type Reader = Pick<Invocation, "locale" | "beginsThread">;

/** What somebody reads who has just asked for a video. */
export function begun(job: Job, reader: Reader): Reply {
  const { beginsThread = true } = reader;
  if (job.state === "waiting") {
    const { quote: price } = job;
    return beginsThread
      ? about(job, reader, "This costs up to {{price, money}}. Say yes to it in the thread.", {
          price,
        })
      : about(job, reader, "This costs up to {{price, money}}. Say yes to it here.", { price });
  }
  return beginsThread
    ? about(job, reader, "On it. The video comes in the thread.")
    : about(job, reader, "On it. The video comes here.");
}

/** What somebody reads who says yes to a price that waits no longer. */
export function already(job: Job, reader: Reader): Reply {
  if (isOpen(job)) return about(job, reader, "It is on its way already.");
  return about(job, reader, "It has ended: {{state}}.", { state: stateWord(job) });
}

/** The same, and one more sentence. */
export function withMore(reply: Reply, sentence: string): Reply {
  return { ...reply, message: { ...reply.message, text: `${reply.message.text} ${sentence}` } };
}

/** What somebody reads whose video is filmed by another model than `before`. */
export function withNewModel(
  reply: Reply,
  { locale }: Pick<Reader, "locale">,
  models: { readonly before: string; readonly model: string },
): Reply {
  const say = wordsFor(locale);
  return withMore(reply, say("{{before}} does not film this here now; {{model}} does.", models));
}

/** A sentence about a job, in its reader's language. */
export function about(
  { id, state, kin }: Job,
  { locale }: Pick<Reader, "locale">,
  sentence: string,
  params?: Params,
): Reply {
  const text = wordsFor(locale)(sentence, params);
  const message: Message = { kind: "text", tone: "neutral", text };
  return { message, job: { id, state, home: hostOf(kin) } };
}
