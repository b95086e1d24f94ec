import { newId } from "../ids.ts";
import type { Micros } from "../money.ts";
import { minus, NOTHING } from "../money.ts";
import type { Invocation } from "../platforms/platform.ts";
import type { Catalogue } from "../providers/catalogue.ts";
import type { VideoRequest } from "../providers/provider.ts";
import type { Queue } from "../queue/queue.ts";
import type { Quota } from "../quota/quota.ts";
import { jobByInvocation } from "../store/jobs.ts";
import { lockName } from "../store/lock.ts";
import type { Store } from "../store/store.ts";
import { cheaperThan } from "./cheaper.ts";
import type { Job } from "./job.ts";
import type { Kin } from "./kin.ts";
import type { Limits } from "./limits.ts";
import { checkLimits } from "./limits.ts";
import { prepareBegin } from "./parts.ts";
import type { Plan } from "./plan.ts";
import { priceOf } from "./plan.ts";
import { insertRecord, toRecord } from "./records.ts";

/** For how long a price waits for a yes, in ms. */
const PRICE_HOLDS = 15 * 60_000;

export interface RequestDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly quota: Quota;
  readonly catalogue: Catalogue;
  readonly limits: Limits;
  /** A video that costs more asks first. */
  readonly confirmAbove: Micros;
  readonly now: () => number;
}

/** What is to be made: a request and who films it, or a plan of several. */
export interface Order {
  readonly request: VideoRequest;
  readonly provider: string;
  readonly kin?: Kin;
  readonly plan?: Plan;
  /** Its price is shown first, however low. */
  readonly asksFirst?: boolean;
}

/**
 * Makes the job of an invocation: bounds checked, money reserved, row written and first step due in
 * one transaction, or nothing at all. A dear one waits for a yes instead, and reserves nothing. An
 * invocation that comes again finds the job it has made.
 */
export function createRequestVideo(deps: RequestDeps) {
  const { store, queue, quota, limits, now } = deps;

  return async function requestVideo(invocation: Invocation, order: Order): Promise<Job> {
    const { asksFirst = false } = order;
    const base = baseOf(invocation, order, await quoteOf(order, deps), now());
    const { id, guild, person, quote } = base;
    const isAsked = (asksFirst && quote > NOTHING) || quote > deps.confirmAbove;
    const job: Job = isAsked ? await waitingFor(base, deps) : { ...base, state: "requested" };
    const begin = isAsked
      ? await quota.check({ job: id, guild, person: person.id, amount: quote })
      : await prepareBegin(job, deps);

    return store.transaction(async (tx) => {
      // One request of a guild at a time: what is looked for and counted here stays true.
      await lockName(tx, guild);
      const made = await jobByInvocation(tx, invocation.id);
      if (made) return toRecord(made).job;
      await checkLimits(tx, limits, job);
      await insertRecord(tx, job);
      await begin?.(tx);
      await queue.schedule(tx, { job: id, guild }, job.createdAt);
      return job;
    });
  };
}

async function quoteOf({ plan, provider, request }: Order, { catalogue }: RequestDeps) {
  return plan ? priceOf(plan) : catalogue.providerOf(provider).quote(request);
}

type Base = ReturnType<typeof baseOf>;

async function waitingFor(base: Base, { quota, catalogue, now }: RequestDeps): Promise<Job> {
  const { left } = await quota.account(base.guild);
  return {
    ...base,
    state: "waiting",
    expiresAt: now() + PRICE_HOLDS,
    leftAfter: minus(left, base.quote),
    cheaper: base.plan ? undefined : await cheaperThan(base.request, base.quote, catalogue),
  };
}

function baseOf(invocation: Invocation, order: Order, quote: Micros, createdAt: number) {
  const { guild, person, platform, place, locale } = invocation;
  const { request, provider, kin = {}, plan } = order;
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
    createdAt,
    failures: 0,
  };
}
