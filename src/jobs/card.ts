import { unreachable } from "../errors.ts";
import { formatMoney } from "../money.ts";
import type { Button, Message, Tone } from "../platforms/platform.ts";
import type { Job, JobIn } from "./job.ts";
import { isOpen } from "./job.ts";
import { priceText, statusText } from "./status-text.ts";

/** The one message in a job's thread that shows how far it is. */
export function cardOf(job: Job, modelTitle: string): Message {
  const { request } = job;
  const price = priceText(job);
  return {
    kind: "card",
    tone: toneOf(job),
    text: statusText(job),
    quote: request.prompt,
    fields: [
      { name: "Model", value: modelTitle },
      { name: "Length", value: `${request.seconds} s` },
      { name: "Shape", value: `${request.aspect}, ${request.resolution}` },
      ...(request.style === undefined ? [] : [{ name: "Style", value: request.style }]),
      ...(price === undefined ? [] : [{ name: "Price", value: price }]),
    ],
    progress: job.state === "generating" ? job.progress : undefined,
    since: isOpen(job) && job.state !== "waiting" ? job.createdAt : undefined,
    buttons: buttonsOf(job),
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

function buttonsOf(job: Job): Button[] {
  if (job.state === "waiting") return priceButtons(job);
  if (job.state === "delivering") return [];
  if (isOpen(job)) return [button(job, "cancel", "Cancel", "danger")];
  if (job.outcome.kind === "delivered") return [];
  return [
    button(job, "again", "Again", "primary"),
    button(job, "edit", "Edit prompt", "secondary"),
  ];
}

function priceButtons(job: JobIn<"waiting">): Button[] {
  return [
    button(job, "run", `Run for ${formatMoney(job.quote)}`, "primary"),
    ...(job.cheaper
      ? [button(job, "cheaper", `Cheaper: ${formatMoney(job.cheaper.quote)}`, "secondary")]
      : []),
    button(job, "cancel", "Cancel", "danger"),
  ];
}

/** The finished video, as it is posted. */
export function resultOf(job: Job): Message {
  const { request, person } = job;
  const isDraft = job.provider === "animatic";
  return {
    kind: "clip",
    tone: "good",
    text: isDraft
      ? "Your draft is ready. It was drawn on this machine and is not AI video."
      : "Your video is ready. It was made by AI.",
    quote: request.prompt,
    mention: person.id,
    buttons: [
      button(job, "again", "Again", "primary"),
      button(job, "edit", "Edit prompt", "secondary"),
      button(job, "original", "Original", "secondary"),
      button(job, "delete", "Delete", "danger"),
    ],
  };
}

/** The finished video where it is too large to be posted: its still, and where it lies. */
export function linkedResultOf(job: Job, url: string | undefined): Message {
  const result = resultOf(job);
  const text = `${result.text} It is too large for this place; the link holds for a week.`;
  return { ...result, text, link: url === undefined ? undefined : { label: "Watch", url } };
}

function button(job: Job, action: string, label: string, look: Button["look"]): Button {
  return { action, label, job: job.id, look };
}
