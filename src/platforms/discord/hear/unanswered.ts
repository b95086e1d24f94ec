import { MessageFlags, Routes } from "discord.js";
import { z } from "zod";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { wordsFor } from "../../../words.ts";
import { createUnanswered as createNotes } from "../../chat/unanswered.ts";
import type { Api } from "../line/api.ts";
import { patiently } from "../line/patience.ts";
import { draw } from "../show/draw.ts";
import type { Naming } from "../show/texts.ts";

/** A public answer of ours that says nothing yet. */
const Answer = z.object({ channel: z.string(), message: z.string(), locale: z.string() });
type Answer = z.infer<typeof Answer>;

const Shown = z.object({ flags: z.number().default(0) });

interface UnansweredDeps {
  readonly api: Api;
  readonly named: Naming;
  readonly memory: Shelf<string>;
  /** What this process hears of Discord: what another one hears is its own. */
  readonly part: string;
  readonly log: Logger;
}

/** Who waits for an answer while a picture arrives, told when a bot that died meanwhile is back. */
export function createUnanswered({ api, named, ...deps }: UnansweredDeps) {
  async function tell({ channel, message, locale }: Answer): Promise<void> {
    const route = Routes.channelMessage(channel, message);
    const { flags } = Shown.parse(await api.call({ method: "GET", route }));
    if ((flags & MessageFlags.Loading) === 0) return;
    const text = wordsFor(locale)(
      "I was restarted while your picture was on its way. If no video comes, ask once more.",
    );
    const body = draw({ kind: "text", tone: "warning", locale, text }, named);
    await patiently(api, { method: "PATCH", route, body });
  }

  return createNotes({ ...deps, schema: Answer, tell });
}
export type Unanswered = ReturnType<typeof createUnanswered>;
