import { unreachable } from "../../errors.ts";
import type { Micros } from "../../money.ts";
import { moneyIn, NOTHING, smaller } from "../../money.ts";
import { said, sentence } from "../../said.ts";
import type { Said } from "../../said.ts";
import type { Words } from "../../words.ts";
import { languageOf, wordsFor } from "../../words.ts";
import type { Job, JobIn } from "../job.ts";
import type { Outcome } from "../outcome.ts";
import { costOf } from "../outcome.ts";

/** What the thread says about a job, in its person's language. */
export function statusText(job: Job): string {
  const say = wordsFor(job.locale);
  switch (job.state) {
    case "waiting":
      return priceQuestion(job, say);
    case "requested":
    case "accepted":
      return say(job.failures > 0 ? "Waiting: the studio is busy…" : "In line…");
    case "planning":
      return say("Add scenes, put them in order, and render them as one film.");
    case "gathering":
      return say("Filming… {{done}} of {{all}} done", {
        done: job.done,
        all: job.plan?.parts.length ?? job.done,
      });
    case "submitting":
      return say("On its way to the studio…");
    case "unclear":
      return say(
        "The studio did not answer clearly. Looking for your video; it is not sent twice.",
      );
    case "generating":
      return filming(job, say);
    case "delivering":
      return delivering(job, say);
    case "settling":
    case "closed":
      return outcomeText(job.outcome, job.quote, say);
    default:
      return unreachable(job);
  }
}

function priceQuestion({ quote, leftAfter, cheaper }: JobIn<"waiting">, say: Words): string {
  const price = { price: quote, left: leftAfter };
  const question = say(
    "This costs up to {{price, money}}; {{left, money}} of the budget would be left. Run it?",
    price,
  );
  if (!cheaper) return question;
  const { seconds, model } = cheaper.request;
  const other =
    cheaper.quote === NOTHING
      ? say("Free: {{seconds}} s with {{model}}.", { seconds, model })
      : say("Cheaper: {{seconds}} s with {{model}}, for {{price, money}}.", {
          seconds,
          model,
          price: cheaper.quote,
        });
  return `${question} ${other}`;
}

function filming(job: JobIn<"generating">, say: Words): string {
  const { cancelTold } = job;
  if (cancelTold === "requested") return say("Stopping…");
  const status = filmingStatus(job, say);
  if (cancelTold === undefined) return status;
  return `${status} ${say("It can no longer be stopped; it will be posted.")}`;
}

function filmingStatus(job: JobIn<"generating">, say: Words): string {
  const { progress, queuePosition, failures } = job;
  if (failures > 0) return say("The studio does not answer as it should; asking again…");
  if (progress !== undefined) {
    return say("Filming… {{percent}} %", { percent: Math.floor(progress * 100) });
  }
  if (queuePosition !== undefined && queuePosition > 0) {
    return say("Waiting at the studio: number {{place}} in line.", { place: queuePosition });
  }
  return say("Filming…");
}

function delivering({ delivery, failures }: JobIn<"delivering">, say: Words): string {
  if (delivery.stage === "fetching") {
    if (failures > 0) return say("The video could not be fetched yet; trying again…");
    return say("Fetching the video…");
  }
  if (delivery.stage === "joining") return say("Putting the film together…");
  return say("Posting the video…");
}

function outcomeText(outcome: Outcome, quote: Micros, say: Words): string {
  const cost = costOf(outcome, quote);
  const isFree = quote === NOTHING;
  const paid = isFree ? undefined : say("It cost {{price, money}}.", { price: cost });
  const free = isFree ? undefined : say("Nothing was charged.");
  const all = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(" ");
  switch (outcome.kind) {
    case "delivered":
      return all(say("Done."), paid);
    case "kept":
      return all(outcome.reason, say("The video is kept: see /jobs."), paid);
    case "failed":
      return all(outcome.reason, cost === NOTHING ? free : paid);
    case "missing":
      return outcome.charged
        ? all(say("The studio never answered, and bills such requests."), paid)
        : all(say("The studio never answered, and the video was not found there."), free);
    case "expired":
      return all(say("Nobody said yes to the price in time."), say("Nothing was charged."));
    case "shelved":
      return all(outcome.reason, say("This storyboard is closed. What was filmed stays."));
    case "cancelled":
      return all(say("Cancelled."), cost === NOTHING ? free : paid);
    default:
      return unreachable(outcome);
  }
}

/** A few words for lists, for whoever reads them. */
export function stateWord(job: Job): Said {
  switch (job.state) {
    case "waiting":
      return said("waits for a yes");
    case "requested":
    case "accepted":
    case "submitting":
      return said("in line");
    case "unclear":
      return said("unclear");
    case "planning":
      return said("being planned");
    case "gathering":
      return said("filming");
    case "generating":
      return job.progress === undefined
        ? said("filming")
        : said("filming {{percent}} %", { percent: Math.floor(job.progress * 100) });
    case "delivering":
      return said("posting");
    case "settling":
    case "closed":
      return said(OUTCOMES[job.outcome.kind]);
    default:
      return unreachable(job);
  }
}

const OUTCOMES: Readonly<Record<Outcome["kind"], string>> = {
  delivered: sentence("delivered"),
  kept: sentence("kept"),
  failed: sentence("failed"),
  missing: sentence("failed"),
  expired: sentence("expired"),
  shelved: sentence("closed"),
  cancelled: sentence("cancelled"),
};

/** `up to $0.40`; nothing for what is free, and what is not charged. */
export function priceText(job: Job): string | undefined {
  const say = wordsFor(job.locale);
  if (job.quote === NOTHING) return undefined;
  if (job.state !== "settling" && job.state !== "closed") {
    return say("up to {{price, money}}", { price: job.quote });
  }
  const price = smaller(costOf(job.outcome, job.quote), job.quote);
  return price === NOTHING ? undefined : moneyIn(languageOf(job.locale), price);
}
