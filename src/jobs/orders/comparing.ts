import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import { newId } from "../../ids.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import type { Catalogue, Wish } from "../../providers/catalogue.ts";
import { jobById, jobByInvocation } from "../../store/jobs.ts";
import { lockName } from "../../store/lock.ts";
import type { Store } from "../../store/store.ts";
import type { FindJob } from "../find-job.ts";
import type { Job } from "../job.ts";
import type { NewPart, Plan } from "../plan.ts";
import { saveRecord, toRecord } from "../records.ts";
import { about, begun } from "../words/replies.ts";
import type { createRequestVideo } from "./request-video.ts";
import { leavesShapeOpen } from "./order.ts";
import { variantsOf } from "./variants.ts";

const MOST = 4;

/** The same wish filmed in several ways, side by side, and people's votes for the best. */
export interface Comparing {
  /** `ways` are styles or models, one take for each; choices in the prompt's braces come on top. */
  compare(
    invocation: Invocation,
    wish: Omit<Wish, "pictures"> & { model?: string | undefined },
    ways: readonly string[],
  ): Promise<Reply>;

  /** Says which take this person likes best; the last word counts. */
  vote(invocation: Invocation, take: string): Promise<Reply>;
}

export interface ComparingDeps {
  readonly store: Store;
  readonly guilds: Guilds;
  readonly find: FindJob;
  readonly requestVideo: ReturnType<typeof createRequestVideo>;
  /** Shows a job's state on its card. */
  readonly showCard: (job: Job) => Promise<void>;
  readonly now: () => number;
}

export function createComparing(deps: ComparingDeps): Comparing {
  const { store, guilds, find, requestVideo, showCard, now } = deps;

  async function takesOf(
    wish: Omit<Wish, "pictures"> & { model?: string | undefined },
    ways: readonly string[],
    catalogue: Catalogue,
  ): Promise<NewPart[]> {
    const wishes = variantsOf(wish.prompt).flatMap(({ prompt, label }) =>
      (ways.length > 0 ? [...new Set(ways)] : [undefined]).map((way) => ({
        ...wish,
        prompt,
        ...(way !== undefined && wayOf(way, catalogue)),
        label: [label, way].filter(Boolean).join(" · "),
      })),
    );
    if (wishes.length < 2 || wishes.length > MOST) {
      throw new UserError(
        "Two to four takes can be compared: write {noir, anime, clay} fox, or name styles or models.",
      );
    }
    const takes: NewPart[] = [];
    for (const { label, model, ...one } of wishes) {
      // The same seed for all of them, so that only the chosen words differ.
      const seed = takes[0]?.request.seed ?? one.seed;
      const request = catalogue.request({ ...one, seed, pictures: [] }, model);
      const { provider } = catalogue.find(request.model);
      const quote = await catalogue.providerOf(provider).quote(request);
      const job = newId(now());
      takes.push({ kind: "new", job, label, request, provider, quote, continues: false });
    }
    return takes;
  }

  function wayOf(way: string, catalogue: Catalogue) {
    const isModel = catalogue.offered().some(({ id }) => id === way);
    return isModel ? { model: way } : { style: way };
  }

  async function changed(id: string, change: (plan: Plan) => Plan): Promise<Job> {
    return store.transaction(async (tx) => {
      // Many press at once when a comparison appears: each vote waits for the one before.
      await lockName(tx, `votes ${id}`);
      const row = await jobById(tx, id);
      const { job, revision } = row ? toRecord(row) : {};
      const next = job?.plan && { ...job, plan: change(job.plan) };
      const isSaved =
        next && revision !== undefined && (await saveRecord(tx, next, revision, now()));
      if (next && isSaved) return next;
      throw new UserError("Your vote could not be counted. Please press again.");
    });
  }

  return {
    async compare(invocation, wish, ways) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return begun(toRecord(made).job, invocation);
      invocation.checkPlace();
      const parts = await takesOf(wish, ways, await guilds.catalogue(invocation.guild));
      const [first] = parts;
      if (!first) throw new UserError("There is nothing to compare.");
      const plan: Plan = {
        kind: "comparison",
        parts,
        captions: true,
        votes: {},
        votesBelow: true,
      };
      const request = { ...first.request, prompt: wish.prompt };
      const order = { ...first, request, plan, isShapeOpen: leavesShapeOpen(wish) };
      return begun(await requestVideo(invocation, order), invocation);
    },

    async vote(invocation, take) {
      const job = await find.any(invocation, take);
      const { kin } = job;
      if (!kin.parent) throw new UserError("There is nothing to vote on here.");
      const { label } = kin.parent;
      const person = invocation.person.id;
      const whole = await changed(kin.parent.job, (plan) => ({
        ...plan,
        votes: { ...plan.votes, [person]: take },
      }));
      await showCard(whole);
      return about(job, invocation, "Your vote: {{label}}.", { label });
    },
  };
}
