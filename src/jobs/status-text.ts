import { unreachable } from "../errors.ts";
import { formatMoney, minus, NOTHING } from "../money.ts";
import type { Job, JobIn } from "./job.ts";
import type { Outcome } from "./outcome.ts";
import { costOf } from "./outcome.ts";

/** What the thread says about a job. Every word that a person reads about its state is in this file. */
export function statusText(job: Job): string {
  switch (job.state) {
    case "waiting":
      return priceQuestion(job);
    case "requested":
    case "accepted":
      return job.failures > 0 ? "Waiting: the studio is busy…" : "In line…";
    case "submitting":
      return "On its way to the studio…";
    case "unclear":
      return "The studio did not answer clearly. Looking for your video; it is not sent twice.";
    case "generating":
      return filming(job);
    case "delivering":
      return job.delivery.stage === "fetching" ? "Fetching the video…" : "Posting the video…";
    case "settling":
    case "closed":
      return outcomeText(job.outcome, job);
    default:
      return unreachable(job);
  }
}

function priceQuestion({ quote, leftAfter, cheaper }: JobIn<"waiting">): string {
  const question = `This costs up to ${formatMoney(quote)}; ${formatMoney(leftAfter)} of the budget would be left.`;
  if (!cheaper) return `${question} Run it?`;
  const { request } = cheaper;
  return `${question} Run it? Cheaper: ${request.seconds} s with ${request.model}, for ${formatMoney(cheaper.quote)}.`;
}

function filming(job: JobIn<"generating">): string {
  const { progress, queuePosition, cancelTold } = job;
  const wish = cancelTold === undefined ? "" : " It can no longer be stopped; it will be posted.";
  if (cancelTold === "requested") return "Stopping…";
  if (progress !== undefined) return `Filming… ${Math.floor(progress * 100)} %${wish}`;
  if (queuePosition !== undefined && queuePosition > 0) {
    return `Waiting at the studio: number ${queuePosition} in line.${wish}`;
  }
  return `Filming…${wish}`;
}

function outcomeText(outcome: Outcome, { quote }: Pick<Job, "quote">): string {
  const cost = costOf(outcome, quote);
  const paid = quote === NOTHING ? "" : ` It cost ${formatMoney(cost)}.`;
  const free = quote === NOTHING ? "" : " Nothing was charged.";
  switch (outcome.kind) {
    case "delivered":
      return `Done.${paid}`;
    case "kept":
      return `${outcome.reason} The video is kept: see /jobs.${paid}`;
    case "failed":
      return `${outcome.reason}${free}`;
    case "missing":
      return outcome.charged
        ? `The studio never answered, and bills such requests.${paid}`
        : `The studio never answered, and the video was not found there.${free}`;
    case "expired":
      return "Nobody said yes to the price in time. Nothing was charged.";
    case "cancelled":
      return cost === NOTHING ? `Cancelled.${free}` : `Cancelled.${paid}`;
    default:
      return unreachable(outcome);
  }
}

/** One word for lists. */
export function stateWord(job: Job): string {
  switch (job.state) {
    case "waiting":
      return "waits for a yes";
    case "requested":
    case "accepted":
    case "submitting":
      return "in line";
    case "unclear":
      return "unclear";
    case "generating":
      return job.progress === undefined ? "filming" : `filming ${Math.floor(job.progress * 100)} %`;
    case "delivering":
      return "posting";
    case "settling":
    case "closed":
      return job.outcome.kind === "missing" ? "failed" : job.outcome.kind;
    default:
      return unreachable(job);
  }
}

/** `up to $0.40`, or nothing for what is free. */
export function priceText(job: Job): string | undefined {
  if (job.quote === NOTHING) return undefined;
  if (job.state !== "settling" && job.state !== "closed") return `up to ${formatMoney(job.quote)}`;
  const cost = costOf(job.outcome, job.quote);
  return minus(job.quote, cost) < 0 ? formatMoney(job.quote) : formatMoney(cost);
}
