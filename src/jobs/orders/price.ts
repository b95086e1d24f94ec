import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import { NOTHING } from "../../money.ts";
import { Aspect, Resolution } from "../../providers/provider.ts";
import { said } from "../../said.ts";
import type { Said } from "../../said.ts";

/** What somebody has chosen so far; the rest is as when nobody says anything. */
const Draft = z.object({
  model: z.string().optional(),
  seconds: z.coerce.number().optional(),
  aspect: z.union([Aspect, z.literal("auto")]).optional(),
  resolution: Resolution.optional(),
});

/** What a video would cost in a guild, while its options are still being chosen. */
export function createPrice({ guilds }: { guilds: Pick<Guilds, "catalogue"> }) {
  return async function priceOf(guild: string, options: unknown): Promise<Said | undefined> {
    const draft = Draft.safeParse(options);
    if (!draft.success) return undefined;
    const { model, ...wish } = draft.data;
    try {
      const catalogue = await guilds.catalogue(guild);
      const request = catalogue.request({ ...wish, prompt: "…", pictures: [] }, model);
      const { title, provider } = catalogue.find(request.model);
      const price = await catalogue.providerOf(provider).quote(request);
      const what = { model: title, seconds: request.seconds };
      return price === NOTHING
        ? said("{{model}}, {{seconds}} s: free.", what)
        : said("{{model}}, {{seconds}} s: up to {{price, money}}.", { ...what, price });
    } catch (error) {
      // What does not go together is said when the form is sent off.
      if (error instanceof UserError) return said(error.sentence, error.params);
      throw error;
    }
  };
}
