import { z } from "zod";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { wordsFor } from "../../../words.ts";
import { createUnanswered as createNotes } from "../../chat/unanswered.ts";
import { Team } from "../refs.ts";
import type { Replying } from "./replies.ts";

/** Where somebody waits. */
const Waiting = z.object({
  team: Team,
  user: z.string(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  responseUrl: z.string().optional(),
  locale: z.string(),
});
type Waiting = z.infer<typeof Waiting>;

interface UnansweredDeps {
  readonly reply: Replying;
  readonly memory: Shelf<string>;
  /** What this process hears of Slack, where several do. */
  readonly part: string;
  readonly log: Logger;
}

/** Who waits for an answer, told when a bot that died meanwhile is back: Slack asks only once. */
export function createUnanswered({ reply, ...deps }: UnansweredDeps) {
  async function tell({ channel, thread, responseUrl, locale, ...whose }: Waiting): Promise<void> {
    const text = wordsFor(locale)(
      "I was restarted while you waited for me. If nothing comes of it, ask once more.",
    );
    const asker = { ...whose, channel, thread, responseUrl, seesJob: false, pressed: undefined };
    await reply(asker, { message: { kind: "text", tone: "warning", text, locale } });
  }

  return createNotes({ ...deps, schema: Waiting, tell });
}
export type Unanswered = ReturnType<typeof createUnanswered>;
