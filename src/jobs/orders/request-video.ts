import type { Guilds } from "../../guilds/guilds.ts";
import { newId } from "../../ids.ts";
import type { Moderation } from "../../moderation/moderation.ts";
import type { Micros } from "../../money.ts";
import { minus, NOTHING } from "../../money.ts";
import type { Invocation } from "../../platforms/platform.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { Queue } from "../../queue/queue.ts";
import type { Quota } from "../../quota/quota.ts";
import { jobByInvocation } from "../../store/jobs.ts";
import { lockName } from "../../store/lock.ts";
import type { Database, Store } from "../../store/store.ts";
import { cheaperThan } from "./cheaper.ts";
import type { Job } from "../job.ts";
import type { Limits } from "../limits.ts";
import { checkLimits } from "../limits.ts";
import type { Order } from "./order.ts";
import { prepareBegin } from "./parts.ts";
import { priceOf } from "../plan.ts";
import { prepared } from "./prepare.ts";
import { twinOf } from "./twin.ts";
import { insertRecord, toRecord } from "../records.ts";

export type { Order } from "./order.ts";

/** For how long a price waits for a yes, in ms. */
const PRICE_HOLDS = 15 * 60_000;

export interface RequestDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly quota: Quota;
  readonly catalogue: Catalogue;
  readonly guilds: Guilds;
  readonly moderation: Moderation;
  readonly limits: Limits;
  /** A video that costs more asks first, where a guild has set nothing else. */
  readonly confirmAbove: Micros;
  readonly now: () => number;
}

/**
 * Makes the job of an invocation: bounds checked, money reserved, row written and first step due in
 * one transaction, or nothing at all. A dear one waits for a yes instead, and reserves nothing. An
 * invocation that comes again finds the job it has made, and a second click that of the first.
 */
export function createRequestVideo(deps: RequestDeps) {
  const { store, queue, quota, limits, now } = deps;

  return async function requestVideo(
    invocation: Invocation,
    wanted: Order,
    /** What is written together with the job, or not at all. */
    along?: (tx: Database, job: Job) => Promise<void>,
  ): Promise<Job> {
    const order = await prepared(invocation, wanted, deps);
    const { asksFirst = false } = order;
    const settings = await deps.guilds.settings(invocation.guild);
    const { confirmAbove = deps.confirmAbove, language = invocation.locale } = settings;
    const asked = { ...invocation, locale: language };
    const base = baseOf(asked, order, await quoteOf(order, deps), now());
    const { id, guild, person, quote } = base;
    const isAsked = (asksFirst && quote > NOTHING) || quote > confirmAbove;
    const job: Job = isAsked ? await waitingFor(base, deps) : { ...base, state: "requested" };
    const isClick = invocation.ask.kind === "action";
    const begin = isAsked
      ? await quota.check({ job: id, guild, person: person.id, amount: quote })
      : await prepareBegin(job, deps);

    return store.transaction(async (tx) => {
      // One request of a guild at a time: what is looked for and counted here stays true.
      await lockName(tx, guild);
      const made = await jobByInvocation(tx, invocation.id);
      if (made) return toRecord(made).job;
      const twin = isClick ? await twinOf(tx, job) : undefined;
      if (twin) return twin;
      await checkLimits(tx, limits, job);
      await insertRecord(tx, job);
      await begin?.(tx);
      await along?.(tx, job);
      await queue.schedule(tx, { job: id, guild }, job.createdAt);
      return job;
    });
  };
}

async function quoteOf({ plan, provider, request }: Order, { catalogue }: RequestDeps) {
  return plan ? priceOf(plan) : catalogue.providerOf(provider).quote(request);
}

type Base = ReturnType<typeof baseOf>;

async function waitingFor(base: Base, { quota, guilds, now }: RequestDeps): Promise<Job> {
  const catalogue = await guilds.catalogue(base.guild);
  const { left } = await quota.account(base.guild);
  return {
    ...base,
    state: "waiting",
    expiresAt: now() + PRICE_HOLDS,
    leftAfter: minus(left, base.quote),
    // What is cheaper than a better model may be what is there already.
    cheaper:
      base.plan || base.kin.origin?.as === "final"
        ? undefined
        : await cheaperThan(base.request, base.quote, catalogue),
  };
}

function baseOf(invocation: Invocation, order: Order, quote: Micros, createdAt: number) {
  const { guild, person, platform, place, locale } = invocation;
  const { request, provider, kin = {}, plan, isSpoiler, isShapeOpen } = order;
  return {
    id: newId(createdAt),
    guild,
    person: { id: person.id, name: person.name },
    platform,
    place,
    locale,
    invocation: invocation.id,
    provider,
    request,
    quote,
    kin,
    plan,
    isSpoiler,
    isShapeOpen,
    createdAt,
    failures: 0,
  };
}
