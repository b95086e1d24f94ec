import { MessageFlags, Routes } from "discord.js";
import { z } from "zod";
import type { Logger } from "../../log.ts";
import type { Shelf } from "../../store/shelf.ts";
import { wordsFor } from "../../words.ts";
import type { Api } from "./api.ts";
import type { Naming } from "./draw.ts";
import { draw } from "./draw.ts";
import { patiently } from "./patience.ts";

/** For how long a bot may be away and still tell, in ms. */
const HOLDS = 24 * 60 * 60_000;

/** A public answer of ours that says nothing yet. */
const Answer = z.object({ channel: z.string(), message: z.string(), locale: z.string() });
type Answer = z.infer<typeof Answer>;

const Answers = z.record(z.string(), Answer);
const Shown = z.object({ flags: z.number().default(0) });

interface UnansweredDeps {
  readonly api: Api;
  readonly named: Naming;
  readonly memory: Shelf<string>;
  /** What this process hears of Discord: what another one hears is its own. */
  readonly part: string;
  readonly log: Logger;
}

/**
 * Who waits for an answer while a picture arrives: a bot that dies meanwhile tells them when it is
 * back. None of it throws.
 */
export function createUnanswered({ api, named, memory, part, log }: UnansweredDeps) {
  const key = `unanswered ${part}`;
  const waiting = new Map<string, Answer>();
  let writing = Promise.resolve();

  /** One after the other: what is written last is what is so. */
  function save(): Promise<void> {
    writing = writing
      .then(() => memory.set(key, JSON.stringify(Object.fromEntries(waiting)), HOLDS))
      .catch((error: unknown) => log.debug({ err: error }, "who waits could not be noted"));
    return writing;
  }

  async function tell({ channel, message, locale }: Answer): Promise<void> {
    const route = Routes.channelMessage(channel, message);
    try {
      const { flags } = Shown.parse(await api.call({ method: "GET", route }));
      if ((flags & MessageFlags.Loading) === 0) return;
      const text = wordsFor(locale)(
        "I was restarted while your picture was on its way. If no video comes, ask once more.",
      );
      const body = draw({ kind: "text", tone: "warning", locale, text }, named);
      await patiently(api, { method: "PATCH", route, body });
    } catch (error) {
      log.debug({ err: error }, "somebody who waits could not be told");
    }
  }

  return {
    async begun(id: string, answer: Answer): Promise<void> {
      waiting.set(id, answer);
      await save();
    },

    async answered(id: string): Promise<void> {
      if (waiting.delete(id)) await save();
    },

    /** Tells those whom an earlier process has left waiting. Called before anything is begun here. */
    async tellAll(): Promise<void> {
      try {
        const kept = await memory.get(key);
        const answers = kept === undefined ? {} : Answers.parse(JSON.parse(kept));
        void Promise.all(Object.values(answers).map((answer) => tell(answer)));
      } catch (error) {
        log.debug({ err: error }, "who waits is not known");
      }
    },
  };
}
export type Unanswered = ReturnType<typeof createUnanswered>;
