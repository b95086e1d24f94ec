import { unreachable } from "../errors.ts";
import type { Button, Message, Tone } from "../platforms/platform.ts";
import type { Job, JobIn } from "./job.ts";
import { isOpen } from "./job.ts";
import { priceText, statusText } from "./status-text.ts";
import type { Words } from "../words.ts";
import { wordsFor } from "../words.ts";

/** The one message in a job's thread that shows how far it is. */
export function cardOf(job: Job, modelTitle: string): Message {
  const { request } = job;
  const say = wordsFor(job.locale);
  const price = priceText(job);
  return {
    kind: "card",
    locale: job.locale,
    tone: toneOf(job),
    text: statusText(job),
    quote: request.prompt,
    fields: [
      { name: say("Model"), value: modelTitle },
      { name: say("Length"), value: `${request.seconds} s` },
      { name: say("Shape"), value: `${request.aspect}, ${request.resolution}` },
      ...(request.style === undefined ? [] : [{ name: say("Style"), value: request.style }]),
      ...(price === undefined ? [] : [{ name: say("Price"), value: price }]),
    ],
    progress: job.state === "generating" ? job.progress : undefined,
    since: isOpen(job) && job.state !== "waiting" ? job.createdAt : undefined,
    buttons: buttonsOf(job, say),
    result: !isOpen(job) && job.outcome.kind === "delivered" ? job.outcome.message : undefined,
  };
}

function toneOf(job: Job): Tone {
  if (job.state === "waiting" || job.state === "unclear") return "warning";
  if (isOpen(job)) return "working";
  switch (job.outcome.kind) {
    case "delivered":
      return "good";
    case "kept":
      return "warning";
    case "failed":
    case "missing":
      return "bad";
    case "cancelled":
    case "expired":
      return "neutral";
    default:
      return unreachable(job.outcome);
  }
}

function buttonsOf(job: Job, say: Words): Button[] {
  if (job.state === "waiting") return priceButtons(job, say);
  if (job.state === "delivering") return [];
  if (isOpen(job)) return [button(job, "cancel", say("Cancel"), "danger")];
  if (job.outcome.kind === "delivered") return [];
  return [
    button(job, "again", say("Again"), "primary"),
    button(job, "edit", say("Edit prompt"), "secondary"),
  ];
}

function priceButtons(job: JobIn<"waiting">, say: Words): Button[] {
  const { quote, cheaper } = job;
  return [
    button(job, "run", say("Run for {{price, money}}", { price: quote }), "primary"),
    ...(cheaper
      ? [
          button(
            job,
            "cheaper",
            say("Cheaper: {{price, money}}", { price: cheaper.quote }),
            "secondary",
          ),
        ]
      : []),
    button(job, "cancel", say("Cancel"), "danger"),
  ];
}

/** The finished video, as it is posted. */
export function resultOf(job: Job): Message {
  const { request, person } = job;
  const say = wordsFor(job.locale);
  const isDraft = job.provider === "animatic";
  return {
    kind: "clip",
    locale: job.locale,
    tone: "good",
    text: say(
      isDraft
        ? "Your draft is ready. It was drawn on this machine and is not AI video."
        : "Your video is ready. It was made by AI.",
    ),
    quote: request.prompt,
    mention: person.id,
    buttons: [
      button(job, "again", say("Again"), "primary"),
      button(job, "edit", say("Edit prompt"), "secondary"),
      button(job, "original", say("Original"), "secondary"),
      button(job, "delete", say("Delete"), "danger"),
    ],
  };
}

/** The finished video where it is too large to be posted: its still, and where it lies. */
export function linkedResultOf(job: Job, url: string | undefined): Message {
  const say = wordsFor(job.locale);
  const result = resultOf(job);
  const why = say("It is too large for this place; the link holds for a week.");
  const link = url === undefined ? undefined : { label: say("Watch"), url };
  return { ...result, text: `${result.text} ${why}`, link };
}

function button(job: Job, action: string, label: string, look: Button["look"]): Button {
  return { action, label, job: job.id, look };
}
