import { newId } from "../ids.ts";
import type { Micros } from "../money.ts";
import { minus } from "../money.ts";
import type { Invocation } from "../platforms/platform.ts";
import type { Catalogue } from "../providers/catalogue.ts";
import type { VideoProvider, VideoRequest } from "../providers/provider.ts";
import type { Queue } from "../queue/queue.ts";
import type { Quota } from "../quota/quota.ts";
import { jobByInvocation } from "../store/jobs.ts";
import { lockName } from "../store/lock.ts";
import type { Store } from "../store/store.ts";
import { cheaperThan } from "./cheaper.ts";
import type { Job } from "./job.ts";
import type { Limits } from "./limits.ts";
import { checkLimits } from "./limits.ts";
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

/**
 * Makes the job of an invocation: bounds checked, money reserved, row written and first step due in
 * one transaction, or nothing at all. A dear one waits for a yes instead, and reserves nothing. An
 * invocation that comes again finds the job it has made.
 */
export function createRequestVideo(deps: RequestDeps) {
  const { store, queue, quota, limits, now } = deps;

  return async function requestVideo(
    invocation: Invocation,
    request: VideoRequest,
    provider: VideoProvider,
  ): Promise<Job> {
    const quote = await provider.quote(request);
    const base = baseOf(invocation, request, { provider: provider.name, quote, at: now() });
    const { id, guild, person } = base;
    const claim = { job: id, guild, person: person.id, amount: quote };
    const isDear = quote > deps.confirmAbove;
    const job: Job = isDear ? await waitingFor(base, deps) : { ...base, state: "requested" };
    const reserve = isDear ? await quota.check(claim) : await quota.claim(claim);

    return store.transaction(async (tx) => {
      // One request of a guild at a time: what is looked for and counted here stays true.
      await lockName(tx, guild);
      const made = await jobByInvocation(tx, invocation.id);
      if (made) return toRecord(made).job;
      await checkLimits(tx, limits, job);
      await reserve?.(tx);
      await insertRecord(tx, job);
      await queue.schedule(tx, { job: id, guild }, job.createdAt);
      return job;
    });
  };
}

type Base = ReturnType<typeof baseOf>;

async function waitingFor(base: Base, { quota, catalogue, now }: RequestDeps): Promise<Job> {
  const { left } = await quota.account(base.guild);
  return {
    ...base,
    state: "waiting",
    expiresAt: now() + PRICE_HOLDS,
    leftAfter: minus(left, base.quote),
    cheaper: await cheaperThan(base.request, base.quote, catalogue),
  };
}

function baseOf(
  { id: invocation, guild, person, platform, place, locale }: Invocation,
  request: VideoRequest,
  { provider, quote, at }: { provider: string; quote: Micros; at: number },
) {
  const who = { guild, person: { id: person.id, name: person.name }, platform, place, locale };
  const asked = { invocation, provider, request, quote, createdAt: at };
  return { id: newId(at), ...who, ...asked, failures: 0 };
}
