import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import { NOTHING } from "../../money.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import { Aspect, Resolution } from "../../providers/provider.ts";
import type { Picture, VideoRequest } from "../../providers/provider.ts";
import { said } from "../../said.ts";
import type { Said } from "../../said.ts";
import { jobById } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { isBoard } from "../job.ts";
import type { Job } from "../job.ts";
import { toRecord } from "../records.ts";
import { anewOf, editOf } from "./anew.ts";
import { extensionOf, films, liveModel } from "./onward.ts";
import { jobsIn } from "./shots-of.ts";

/** Stands for a picture that is not here yet: no price depends on what is in it. */
const SOME_PICTURE: Picture = { file: "", width: 1_280, height: 720, role: "first" };

/** What somebody has chosen so far; the rest is as when nobody says anything. */
const Chosen = z.object({
  job: z.string().optional(),
  model: z.string().optional(),
  seconds: z.coerce.number().optional(),
  aspect: z.union([Aspect, z.literal("auto")]).optional(),
  resolution: Resolution.optional(),
});

/** What is being asked for, in a form that is still open. */
interface Draft {
  /** A command, or what a button does. */
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly hasPicture: boolean;
}

interface PriceDeps {
  readonly store: Store;
  readonly guilds: Pick<Guilds, "catalogue">;
  readonly now: () => number;
}

/**
 * What a video would cost in a guild, while its options are still being chosen; nothing where that
 * cannot be said yet, or nothing is filmed.
 */
export function createPrice({ store, guilds, now }: PriceDeps) {
  async function videoIn(guild: string, id = ""): Promise<Job | undefined> {
    const row = await jobById(store.db, id);
    const job = row?.guild === guild ? toRecord(row).job : undefined;
    return job?.plan || (job && isBoard(job)) ? undefined : job;
  }

  async function requestFor(
    { name, options, hasPicture }: Draft,
    guild: string,
    catalogue: Catalogue,
  ): Promise<VideoRequest | undefined> {
    const chosen = Chosen.safeParse(options);
    if (!chosen.success) return undefined;
    const { job: id, model, ...wish } = chosen.data;
    const pictures = hasPicture || name === "animate" ? [SOME_PICTURE] : [];
    const montage = { lastFrame: async () => SOME_PICTURE };
    const deps = { catalogue, montage, taken: [], jobOf: jobsIn(store), now };
    switch (name) {
      case "video":
      case "animate":
      case "compare":
        return catalogue.request({ ...wish, prompt: "…", pictures }, model);
      case "edit":
      case "remix": {
        const job = await videoIn(guild, id);
        const before = await videoIn(guild, job?.kin.appendedTo);
        const changes = { prompt: job?.request.prompt ?? "", pictures };
        // Scenes that one generation films may be filmed one by one now.
        if (job?.request.shots && !editOf(job, changes, catalogue)) return wholeOf(job, catalogue);
        return job && (await anewOf(job, changes, { ...deps, before })).request;
      }
      case "extend": {
        const job = await videoIn(guild, id);
        return job && extensionOf(job, { seconds: wish.seconds }, deps);
      }
      default:
        return undefined;
    }
  }

  return async function priceOf(guild: string, draft: Draft): Promise<Said | undefined> {
    try {
      const catalogue = await guilds.catalogue(guild);
      const request = await requestFor(draft, guild, catalogue);
      if (!request) return undefined;
      const { title, provider } = catalogue.find(request.model);
      const price = await catalogue.providerOf(provider).quote(request);
      const what = { model: title, seconds: request.seconds };
      if (price === NOTHING) return said("{{model}}, {{seconds}} s: free.", what);
      return draft.name === "compare"
        ? said("{{model}}, {{seconds}} s: up to {{price, money}} for each take.", {
            ...what,
            price,
          })
        : said("{{model}}, {{seconds}} s: up to {{price, money}}.", { ...what, price });
    } catch (error) {
      // What does not go together is said when the form is sent off.
      if (error instanceof UserError) return said(error.sentence, error.params);
      throw error;
    }
  };
}

function wholeOf({ request }: Job, catalogue: Catalogue): VideoRequest | undefined {
  const model = liveModel(request, catalogue);
  return model && films(model, request.mode, request.seconds) ? request : undefined;
}
