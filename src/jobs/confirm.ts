import { UserError } from "../errors.ts";
import { formatMoney } from "../money.ts";
import { jobById } from "../store/jobs.ts";
import { lockName } from "../store/lock.ts";
import type { Cheaper, Job, JobIn } from "./job.ts";
import { checkLimits } from "./limits.ts";
import { saveRecord, toRecord } from "./records.ts";
import type { RequestDeps } from "./request-video.ts";
import { requested } from "./transitions.ts";

/**
 * Says yes to a price: reserves it and sends the waiting job on its way, all in one transaction. A
 * second yes finds it on its way and changes nothing. A price that is higher now is asked again.
 */
export function createConfirm(deps: RequestDeps) {
  const { store, queue, quota, catalogue, limits, now } = deps;

  async function run(job: JobIn<"waiting">): Promise<Job> {
    const { id, guild, person } = job;
    const amount = job.quote;
    const reserve = await quota.claim({ job: id, guild, person: person.id, amount });
    return store.transaction(async (tx) => {
      await lockName(tx, guild);
      const row = await jobById(tx, id);
      if (!row) throw new UserError("This video is no longer known here.");
      const { job: stored, revision } = toRecord(row);
      if (stored.state !== "waiting") return stored;
      const next = requested({ ...job, card: stored.card });
      await checkLimits(tx, limits, next);
      await reserve(tx);
      if (!(await saveRecord(tx, next, revision, now())))
        throw new UserError("Please press again.");
      await queue.schedule(tx, { job: id, guild }, now());
      return next;
    });
  }

  /** The price that holds now, in the waiting job; its card is edited by the next step. */
  async function raise(job: JobIn<"waiting">, quote: Job["quote"]): Promise<void> {
    await store.transaction(async (tx) => {
      const row = await jobById(tx, job.id);
      if (!row || row.state !== "waiting") return;
      await saveRecord(tx, { ...job, quote, cheaper: undefined }, row.revision, now());
      await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
    });
  }

  return {
    async run(job: JobIn<"waiting">): Promise<Job> {
      const quote = await catalogue.providerOf(job.provider).quote(job.request);
      if (quote <= job.quote) return run({ ...job, quote });
      await raise(job, quote);
      throw new UserError(
        `The price has changed: it is ${formatMoney(quote)} now. Press Run again if that is fine.`,
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
