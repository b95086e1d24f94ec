import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Montage } from "../../media/montage.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { Picture, VideoRequest } from "../../providers/provider.ts";
import type { Store } from "../../store/store.ts";
import { takeOf } from "../boards/takes.ts";
import type { Job } from "../job.ts";
import type { Kin } from "../kin.ts";
import type { Plan } from "../plan.ts";
import { renewed } from "../plan.ts";
import { anewOf, editOf } from "./anew.ts";
import { extensionOf, films, liveModel } from "./onward.ts";
import type { Order } from "./order.ts";
import { scenesAnew } from "./scenes-anew.ts";
import { jobsIn, shotsOf } from "./shots-of.ts";
import { withStandIn } from "./stand-ins.ts";

/** `taken` are the pictures that came along; what is made for an order is added to them. */
type Taken = Picture[];

/**
 * What is made from a video, as orders: by its own model, else, where that is gone, by another one
 * that asks first. All of it throws `UserError` in one kind sentence.
 */
interface FromVideo {
  again(job: Job, taken: Taken): Promise<Order>;
  remix(job: Job, prompt: string, taken: Taken): Promise<Order>;
  extend(
    job: Job,
    more: { prompt?: string | undefined; seconds?: number | undefined },
    taken: Taken,
  ): Promise<Order>;
}

interface FromVideoDeps {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly guilds: Guilds;
  readonly montage: Montage;
  readonly now: () => number;
}

export function createFromVideo(deps: FromVideoDeps): FromVideo {
  const { store, catalogue, guilds, montage, now } = deps;
  const jobOf = jobsIn(store);

  /** Throws `UserError` for a film that would be put together out of what is no longer there. */
  async function checkMade({ parts }: Plan): Promise<void> {
    for (const part of parts) {
      if (part.kind === "new" || (await takeOf({ take: part.job }, store))) continue;
      throw new UserError("A part of this film is no longer there. Render its storyboard instead.");
    }
  }

  async function onceMore(
    job: Job,
    as: "again" | "remix",
    { taken, ...changes }: { prompt?: string; pictures: readonly Picture[]; taken: Taken },
  ): Promise<Order> {
    const { model, shots } = job.request;
    const around = await aroundOf(job, taken);
    // One that only the admins here have ruled out is not gone: they are to be heard.
    if (catalogue.offered().some(({ id }) => id === model)) around.catalogue.find(model);
    const kin: Kin = { origin: { job: job.id, as } };
    if (shots && !editOf(job, changes, around.catalogue)) {
      const film = await scenesAnew(job, changes, { store, catalogue: around.catalogue, now });
      return orderFrom(job, { ...film, kin });
    }
    const told = await toldAnew(job, around.catalogue);
    const { request, appendedTo } = await anewOf(told, changes, around);
    return orderFrom(job, orderOf(request, { ...kin, appendedTo }));
  }

  /** An edit that its model makes no more is filmed from nothing, with the words of what was edited. */
  async function toldAnew(job: Job, here: Catalogue): Promise<Job> {
    const { request } = job;
    const live = liveModel(request, here);
    if (request.mode !== "edit" || (live && films(live, "edit", request.seconds))) return job;
    const [shot, ...more] = await shotsOf(job, jobOf);
    if (!shot || more.length > 0) return job;
    const { prompt, pictures } = shot;
    return { ...job, request: { ...request, prompt, pictures: [...pictures], source: undefined } };
  }

  /** A film or a comparison once more; other models stand in for those that are gone. */
  function planAgain(job: Job, before: Plan, here: Catalogue): Order {
    const { provider, isSpoiler, isShapeOpen } = job;
    const plan = renewed(before, now());
    const parts = plan.parts.map((part) => withStandIn(part, { all: catalogue, here }));
    const kin: Kin = { origin: { job: job.id, as: "again" } };
    const kept = { request: job.request, provider, isSpoiler, isShapeOpen };
    const order = { ...kept, kin, plan: { ...plan, parts } };
    const at = parts.findIndex((part, index) => part !== plan.parts[index]);
    const [gone, next] = [plan.parts[at], parts[at]];
    if (gone?.kind !== "new" || next?.kind !== "new") return order;
    const request = { ...job.request, model: next.request.model };
    const insteadOf = gone.request.model;
    return { ...order, request, provider: next.provider, insteadOf, asksFirst: true };
  }

  /** What is known around a video that something is made from: `before` is what it is put behind. */
  async function aroundOf({ guild, kin }: Job, taken: Taken) {
    const before = await jobOf(kin.appendedTo);
    return { catalogue: await guilds.catalogue(guild), montage, taken, jobOf, now, before };
  }

  function orderOf(request: VideoRequest, kin: Kin): Order {
    return { request, provider: catalogue.find(request.model).provider, kin };
  }

  /** What is made from a hidden video is hidden too; with another model than its own, it asks first. */
  function orderFrom({ request: { model }, isSpoiler, isShapeOpen }: Job, made: Order): Order {
    const order = { ...made, isSpoiler, isShapeOpen };
    return model === order.request.model ? order : { ...order, insteadOf: model, asksFirst: true };
  }

  return {
    async again(job, taken) {
      if (!job.plan) return onceMore(job, "again", { pictures: [], taken });
      await checkMade(job.plan);
      return planAgain(job, job.plan, await guilds.catalogue(job.guild));
    },

    async remix(job, prompt, taken) {
      if (job.plan) throw new UserError("Change its parts one by one; the whole follows them.");
      return onceMore(job, "remix", { prompt, pictures: [...taken], taken });
    },

    async extend(job, more, taken) {
      const request = await extensionOf(job, more, await aroundOf(job, taken));
      const kin: Kin = { origin: { job: job.id, as: "extend" }, appendedTo: job.id };
      return orderFrom(job, orderOf(request, kin));
    },
  };
}
