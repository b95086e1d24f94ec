import { UserError } from "../../errors.ts";
import { micros } from "../../money.ts";
import type { Micros } from "../../money.ts";
import { jobById } from "../../store/jobs.ts";
import { lockName } from "../../store/lock.ts";
import type { Database } from "../../store/store.ts";
import { isAsPlanned } from "./as-planned.ts";
import type { Cheaper, Job, JobIn } from "../job.ts";
import { checkLimits } from "../limits.ts";
import { hostOf } from "../kin.ts";
import type { Part } from "../plan.ts";
import { newPartsOf, priceOf } from "../plan.ts";
import { saveRecord, toRecord } from "../records.ts";
import { prepareBegin } from "./parts.ts";
import type { RequestDeps } from "./request-video.ts";
import { requested } from "../transitions.ts";

/** Nobody has read a price that was raised so short a while ago, in ms: it is a second click. */
const UNREAD = 5_000;

/**
 * Says yes to a price: reserves it and sends the waiting job on its way, all in one transaction. A
 * second yes finds it on its way and changes nothing. A price that is higher now is asked again.
 */
export function createConfirm(deps: RequestDeps) {
  const { store, queue, catalogue, guilds, limits, now } = deps;

  async function run(job: JobIn<"waiting">): Promise<Job> {
    const { id, guild } = job;
    const begin = await prepareBegin(job, deps);
    return store.transaction(async (tx) => {
      await lockName(tx, guild);
      const row = await jobById(tx, id);
      if (!row) throw new UserError("This video is no longer known here.");
      const { job: stored, revision } = toRecord(row);
      if (stored.state !== "waiting") return stored;
      if (row.cancel_wish !== null) throw new UserError("Somebody has stopped it already.");
      await checkStoryboard(tx, stored);
      const next = requested({ ...job, card: stored.card }, now());
      await checkLimits(tx, limits, next);
      await begin(tx);
      if (!(await saveRecord(tx, next, revision, now())))
        throw new UserError("Please press again.");
      await queue.schedule(tx, { job: id, guild }, now());
      return next;
    });
  }

  /** Throws `UserError` for a film whose storyboard was changed since its price was asked. */
  async function checkStoryboard(tx: Database, job: Job): Promise<void> {
    const host = hostOf(job.kin);
    const row = host === undefined ? undefined : await jobById(tx, host);
    const board = row && toRecord(row).job;
    if (board?.state !== "planning" || isAsPlanned(job, board.board)) return;
    throw new UserError(
      "The storyboard has changed since this price was asked. Ask for it again there.",
    );
  }

  /** Throws `UserError` for a model that no longer films in the guild. */
  async function checkModels({ guild, plan, request }: Job): Promise<void> {
    const here = await guilds.catalogue(guild);
    const requests = plan ? newPartsOf(plan).map((part) => part.request) : [request];
    for (const { model } of requests) here.find(model);
  }

  /** The price that holds now, in the waiting job; its card is edited by the next step. */
  async function raise(job: JobIn<"waiting">, before: Micros): Promise<void> {
    await store.transaction(async (tx) => {
      const row = await jobById(tx, job.id);
      if (!row || row.state !== "waiting") return;
      const { job: stored, revision } = toRecord(row);
      const card = "card" in stored ? stored.card : undefined;
      const leftAfter = micros(job.leftAfter + before - job.quote);
      const next = { ...job, card, leftAfter, cheaper: undefined, raisedAt: now() };
      await saveRecord(tx, next, revision, now());
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

  /** `asked` is what the person has said yes to; `before` is what the card asks about. */
  async function runAt(asked: JobIn<"waiting">, before: Micros): Promise<Job> {
    await checkModels(asked);
    const { raisedAt } = asked;
    if (raisedAt !== undefined && now() - raisedAt < UNREAD) throw raisedTo(asked.quote);
    const priced = await withPriceNow(asked);
    const { quote } = priced;
    if (quote <= asked.quote) return run(priced);
    await raise(priced, before);
    throw raisedTo(quote);
  }

  return {
    run: (job: JobIn<"waiting">): Promise<Job> => runAt(job, job.quote),

    async cheaper(job: JobIn<"waiting">): Promise<Job> {
      const { cheaper } = job;
      if (!cheaper) throw new UserError("There is no cheaper way to this video here.");
      return runAt(withRequest(job, cheaper), job.quote);
    },
  };
}

function raisedTo(price: Micros): UserError {
  return new UserError(
    "The price has changed: it is {{price, money}} now. Press Run again if that is fine.",
    { price },
  );
}

function withRequest(
  job: JobIn<"waiting">,
  { request, provider, quote }: Cheaper,
): JobIn<"waiting"> {
  return { ...job, request, provider, quote };
}
