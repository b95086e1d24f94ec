import { z } from "zod";
import { UserError } from "../errors.ts";
import { strangersIn } from "../guilds/cast.ts";
import type { Guilds } from "../guilds/guilds.ts";
import { newId } from "../ids.ts";
import type { Logger } from "../log.ts";
import type { Shelf } from "../store/shelf.ts";
import type { Words } from "../words.ts";
import { hintFor } from "./advice.ts";
import type { Review } from "./review.ts";
import { review } from "./review.ts";
import type { Rewriter } from "./rewriter.ts";

const HOUR = 3_600_000;
/** For how long a rewritten prompt waits for somebody to film it, in ms. */
const KEPT = 24 * HOUR;
const REWRITES_PER_HOUR = 20;
/** Of more people than this, whoever has not asked for longest is forgotten. */
const MOST_ASKERS = 10_000;

/** What somebody is about to film. */
export interface Draft {
  readonly prompt: string;
  readonly model?: string | undefined;
  readonly seconds?: number | undefined;
  /** A picture says what is in it by itself. */
  readonly hasPicture?: boolean;
}

/** A rewritten prompt that waits for a yes, with the guild that it belongs to. */
export const Suggestion = z.object({
  guild: z.string(),
  prompt: z.string(),
  model: z.string().optional(),
  seconds: z.number().optional(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** Helps people to write prompts. By rules alone, and with a chat model where there is one. */
export interface Coach {
  review(guild: string, draft: Draft): Promise<Review>;

  /** One line about a prompt that is being filmed; nothing for a good one. Never throws. */
  hint(guild: string, draft: Draft, say: Words): Promise<string | undefined>;

  /** A better prompt, kept under `id`; nothing where no chat model is set up, or none answers. */
  rewrite(
    asker: { guild: string; person: string },
    draft: Draft,
  ): Promise<{ id: string; prompt: string } | undefined>;

  /** What was kept. Throws `UserError` when it is gone, or belongs to another guild. */
  suggestion(guild: string, id: string): Promise<Draft>;
}

interface CoachDeps {
  readonly guilds: Guilds;
  readonly shelf: Shelf<Suggestion>;
  readonly rewriter: Rewriter | undefined;
  readonly now: () => number;
  readonly log: Logger;
}

export function createCoach(deps: CoachDeps): Coach {
  const { guilds, shelf, rewriter, now, log } = deps;
  const asked = new Map<string, number[]>();

  /** How long the film will be, and with what, where that can be known. */
  async function factsOf(guild: string, { prompt, model, seconds }: Draft) {
    try {
      const here = await guilds.catalogue(guild);
      const chosen =
        model === undefined ? here.modelFor({ prompt, pictures: [] }) : here.find(model);
      const { seconds: usual } = here.request({ prompt: "x", pictures: [] }, chosen.id);
      return { model: chosen, seconds: seconds ?? usual };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { seconds };
    }
  }

  async function reviewed(guild: string, draft: Draft): Promise<Review> {
    return review(draft.prompt, await factsOf(guild, draft));
  }

  /** Rewriting costs the operator a little each time. */
  function mayAsk(person: string): boolean {
    const recent = (asked.get(person) ?? []).filter((at) => at > now() - HOUR);
    asked.delete(person);
    asked.set(person, recent.length < REWRITES_PER_HOUR ? [...recent, now()] : recent);
    const [longest] = asked.keys();
    if (asked.size > MOST_ASKERS && longest !== undefined) asked.delete(longest);
    return recent.length < REWRITES_PER_HOUR;
  }

  return {
    review: reviewed,

    async hint(guild, draft, say) {
      try {
        const [stranger] = strangersIn(draft.prompt, await guilds.characters.all(guild));
        if (stranger !== undefined) {
          return say("Nobody here is called @{{name}}: /character shows who there is.", {
            name: stranger,
          });
        }
        const found = await reviewed(guild, draft);
        const isWeak = found.isWeak && !draft.hasPicture;
        return hintFor({ ...found, isWeak }, say);
      } catch (error) {
        log.warn({ err: error, guild }, "a prompt could not be reviewed");
        return undefined;
      }
    },

    async rewrite({ guild, person }, draft) {
      if (!rewriter || !mayAsk(person)) return undefined;
      const prompt = await rewriter(draft.prompt);
      if (prompt === undefined || prompt === draft.prompt) return undefined;
      const id = newId(now());
      const { model, seconds } = draft;
      await shelf.set(id, { guild, prompt, model, seconds }, KEPT);
      return { id, prompt };
    },

    async suggestion(guild, id) {
      const found = await shelf.get(id);
      if (found?.guild === guild) {
        const { prompt, model, seconds } = found;
        return { prompt, model, seconds };
      }
      throw new UserError("This suggestion is no longer kept. Type /video and the prompt.");
    },
  };
}
