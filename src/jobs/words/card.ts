import { unreachable } from "../../errors.ts";
import { moneyIn, NOTHING } from "../../money.ts";
import type { Button, Message, Tone } from "../../platforms/platform.ts";
import { priceOfRest } from "../boards/board.ts";
import { button } from "./button.ts";
import type { Job, JobIn } from "../job.ts";
import { isOpen } from "../job.ts";
import type { NewPart } from "../plan.ts";
import { votesFor } from "../plan.ts";
import { priceText, statusText } from "./status-text.ts";
import { voteButtons } from "./vote-buttons.ts";
import type { Words } from "../../words.ts";
import { languageOf, wordsFor } from "../../words.ts";

/** Nothing is being made yet. */
const RESTING: readonly Job["state"][] = ["waiting", "planning"];

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
      ...partFields(job, say),
      { name: say("Model"), value: modelTitle },
      { name: say("Length"), value: lengthOf(job, say) },
      { name: say("Shape"), value: `${request.aspect}, ${request.resolution}` },
      ...(request.style === undefined ? [] : [{ name: say("Style"), value: request.style }]),
      ...(price === undefined ? [] : [{ name: say("Price"), value: price }]),
    ],
    progress: job.state === "generating" ? job.progress : undefined,
    since: isOpen(job) && !RESTING.includes(job.state) ? (job.begunAt ?? job.createdAt) : undefined,
    isAside: job.kin.parent !== undefined || job.state === "planning",
    buttons: buttonsOf(job, say),
    result: !isOpen(job) && job.outcome.kind === "delivered" ? job.outcome.message : undefined,
  };
}

/** What it is a part of, or what its parts are and how people like them. */
function partFields(job: Job, say: Words): NonNullable<Message["fields"]> {
  const { kin, plan } = job;
  if (kin.parent) {
    const { isTake = false, label } = kin.parent;
    return [{ name: isTake ? say("Take") : say("Part"), value: label }];
  }
  if (job.state === "planning") {
    const { scenes, captions, flows } = job.board;
    const filmed = scenes.filter(({ isFilmed }) => isFilmed).length;
    return [
      {
        name: say("Scenes"),
        value:
          scenes.length === 0
            ? say("none yet")
            : say("{{all}}, {{filmed}} filmed", { all: scenes.length, filmed }),
      },
      ...(captions ? [{ name: say("Captions"), value: say("on") }] : []),
      ...(flows ? [] : [{ name: say("Each scene"), value: say("begins anew") }]),
    ];
  }
  if (plan?.kind !== "comparison") return [];
  return plan.parts.map((part, index) => ({
    name: say("Take {{place}}", { place: index + 1 }),
    value:
      job.state === "waiting" && part.kind === "new"
        ? priced(part, job.locale)
        : `${part.label}${" ♥".repeat(Math.min(12, votesFor(plan, part.job)))}`,
  }));
}

/** Takes on different models have different prices, and people may like to leave one out. */
function priced({ label, quote }: NewPart, locale: string): string {
  const price = quote === NOTHING ? wordsFor(locale)("free") : moneyIn(languageOf(locale), quote);
  return `${label} · ${price}`;
}

/** What is put behind another video is no length of the whole. */
function lengthOf(job: Job, say: Words): string {
  const seconds = secondsOf(job);
  return job.kin.appendedTo === undefined ? `${seconds} s` : say("{{seconds}} s more", { seconds });
}

/** A storyboard is as long as its scenes, each of which has the length that was asked for. */
function secondsOf(job: Job): number {
  if (job.state !== "planning" || job.board.scenes.length === 0) return job.request.seconds;
  return job.board.scenes.reduce((all, { seconds }) => all + seconds, 0);
}

function toneOf(job: Job): Tone {
  if (job.state === "waiting" || job.state === "unclear") return "warning";
  if (job.state === "planning") return "neutral";
  if (isOpen(job)) return "working";
  switch (job.outcome.kind) {
    case "delivered":
      return "good";
    case "kept":
      return "warning";
    case "failed":
    case "missing":
      return "bad";
    case "shelved":
      return job.outcome.reason === undefined ? "neutral" : "bad";
    case "cancelled":
    case "expired":
      return "neutral";
    default:
      return unreachable(job.outcome);
  }
}

function buttonsOf(job: Job, say: Words): Button[] {
  if (job.state === "waiting") return priceButtons(job, say);
  if (job.state === "planning") return boardButtons(job, say);
  if (job.state === "delivering") return [];
  if (isOpen(job)) return [button(job, "cancel", say("Cancel"), "danger")];
  if (job.outcome.kind === "delivered") return job.plan?.votesBelow ? [] : voteButtons(job, say);
  if (job.outcome.kind === "shelved") return [];
  const isKept = job.outcome.kind === "kept";
  return [
    ...(isKept ? [button(job, "post", say("Post it again"), "primary")] : []),
    button(job, "again", say("Again"), isKept ? "secondary" : "primary"),
    ...(job.plan ? [] : [button(job, "edit", say("Edit prompt"), "secondary")]),
  ];
}

function boardButtons(job: JobIn<"planning">, say: Words): Button[] {
  const price = priceOfRest(job.board);
  const render =
    price === NOTHING
      ? say("Render the film")
      : say("Render the film for {{price, money}}", { price });
  return [
    button(job, "scene", say("Add scene"), "primary"),
    button(job, "render", render, "primary"),
    button(job, "cancel", say("Close"), "danger"),
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
            cheaper.quote === NOTHING
              ? say("Free: {{model}}", { model: cheaper.request.model })
              : say("Cheaper: {{price, money}}", { price: cheaper.quote }),
            "secondary",
          ),
        ]
      : []),
    button(job, "cancel", say("Cancel"), "danger"),
  ];
}
