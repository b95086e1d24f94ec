import { newId } from "../ids.ts";
import type { Invocation } from "../platforms/platform.ts";
import type { VideoProvider, VideoRequest } from "../providers/provider.ts";
import type { Queue } from "../queue/queue.ts";
import type { Quota } from "../quota/quota.ts";
import { jobByInvocation } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Job } from "./job.ts";
import type { Limits } from "./limits.ts";
import { checkLimits } from "./limits.ts";
import { insertRecord, toRecord } from "./records.ts";

interface RequestDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly quota: Quota;
  readonly limits: Limits;
  readonly now: () => number;
}

/**
 * Makes the job of an invocation: bounds checked, money reserved, row written and first step due in
 * one transaction, or nothing at all. An invocation that comes again finds the job it has made.
 */
export function createRequestVideo(deps: RequestDeps) {
  const { store, queue, quota, limits, now } = deps;

  return async function requestVideo(
    invocation: Invocation,
    request: VideoRequest,
    provider: VideoProvider,
  ): Promise<Job> {
    const quote = await provider.quote(request);
    const job = jobOf(invocation, request, { provider: provider.name, quote, at: now() });
    const { id, guild, person } = job;
    const reserve = await quota.claim({ job: id, guild, person: person.id, amount: quote });
    return store.transaction(async (tx) => {
      const made = await jobByInvocation(tx, invocation.id);
      if (made) return toRecord(made).job;
      await checkLimits(tx, limits, { guild, person: person.id, quote, now: job.createdAt });
      await reserve(tx);
      await insertRecord(tx, job);
      await queue.schedule(tx, { job: id, guild }, job.createdAt);
      return job;
    });
  };
}

function jobOf(
  { id: invocation, guild, person, platform, place, locale }: Invocation,
  request: VideoRequest,
  { provider, quote, at }: { provider: string; quote: Job["quote"]; at: number },
): Job {
  return {
    state: "requested",
    id: newId(at),
    guild,
    person: { id: person.id, name: person.name },
    platform,
    place,
    invocation,
    locale,
    provider,
    request,
    quote,
    createdAt: at,
    failures: 0,
  };
}
