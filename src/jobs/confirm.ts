import { UserError } from "../errors.ts";
import type { Micros } from "../money.ts";
import { jobById } from "../store/jobs.ts";
import { lockName } from "../store/lock.ts";
import type { Cheaper, Job, JobIn } from "./job.ts";
import { checkLimits } from "./limits.ts";
import type { Part } from "./plan.ts";
import { priceOf } from "./plan.ts";
import { saveRecord, toRecord } from "./records.ts";
import { prepareBegin } from "./parts.ts";
import type { RequestDeps } from "./request-video.ts";
import { requested } from "./transitions.ts";

/**
 * Says yes to a price: reserves it and sends the waiting job on its way, all in one transaction. A
 * second yes finds it on its way and changes nothing. A price that is higher now is asked again.
 */
export function createConfirm(deps: RequestDeps) {
  const { store, queue, catalogue, limits, now } = deps;

  async function run(job: JobIn<"waiting">): Promise<Job> {
    const { id, guild } = job;
    const begin = await prepareBegin(job, deps);
    return store.transaction(async (tx) => {
      await lockName(tx, guild);
      const row = await jobById(tx, id);
      if (!row) throw new UserError("This video is no longer known here.");
      const { job: stored, revision } = toRecord(row);
      if (stored.state !== "waiting") return stored;
      const next = requested({ ...job, card: stored.card });
      await checkLimits(tx, limits, next);
      await begin(tx);
      if (!(await saveRecord(tx, next, revision, now())))
        throw new UserError("Please press again.");
      await queue.schedule(tx, { job: id, guild }, now());
      return next;
    });
  }

  /** The price that holds now, in the waiting job; its card is edited by the next step. */
  async function raise(job: JobIn<"waiting">): Promise<void> {
    await store.transaction(async (tx) => {
      const row = await jobById(tx, job.id);
      if (!row || row.state !== "waiting") return;
      await saveRecord(tx, { ...job, cheaper: undefined }, row.revision, now());
      await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
    });
  }

  async function withPriceNow(job: JobIn<"waiting">): Promise<JobIn<"waiting">> {
    const { plan } = job;
    if (!plan) return { ...job, quote: await priceNow(job) };
    const parts: Part[] = [];
    for (const part of plan.parts) {
      parts.push(part.kind === "new" ? { ...part, quote: await priceNow(part) } : part);
    }
    const priced = { ...plan, parts };
    return { ...job, plan: priced, quote: priceOf(priced) };
  }

  function priceNow({ provider, request }: Pick<Job, "provider" | "request">): Promise<Micros> {
    return catalogue.providerOf(provider).quote(request);
  }

  return {
    async run(job: JobIn<"waiting">): Promise<Job> {
      const priced = await withPriceNow(job);
      const { quote } = priced;
      if (quote <= job.quote) return run(priced);
      await raise(priced);
      throw new UserError(
        "The price has changed: it is {{price, money}} now. Press Run again if that is fine.",
        { price: quote },
      );
    },

    async cheaper(job: JobIn<"waiting">): Promise<Job> {
      const { cheaper } = job;
      if (!cheaper) throw new UserError("There is no cheaper way to this video here.");
      return run(withRequest(job, cheaper));
    },
  };
}

function withRequest(
  job: JobIn<"waiting">,
  { request, provider, quote }: Cheaper,
): JobIn<"waiting"> {
  return { ...job, request, provider, quote };
}
