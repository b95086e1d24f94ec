import type { Clip } from "../../media/clip.ts";
import type { Message } from "../../platforms/platform.ts";
import { isDraft } from "../../providers/catalogue.ts";
import type { Words } from "../../words.ts";
import { wordsFor } from "../../words.ts";
import { button } from "./button.ts";
import type { Job } from "../job.ts";
import { voteButtons } from "./vote-buttons.ts";

/** What is known of a video beside its job. */
interface Around {
  /** A better model than its own films here. */
  readonly hasFiner: boolean;
}

/** The finished video, as it is posted. */
function resultOf(job: Job, { hasFiner }: Around): Message {
  const { request, person, kin, plan } = job;
  const say = wordsFor(job.locale);
  const votes = plan?.votesBelow ? voteButtons(job, say) : [];
  return {
    kind: "clip",
    locale: job.locale,
    tone: "good",
    text: resultText(job, say),
    quote: request.prompt,
    // A part is no reason to call somebody: its whole is.
    mention: kin.parent ? undefined : person.id,
    buttons: [
      ...votes,
      button(job, "again", say("Again"), votes.length > 0 ? "secondary" : "primary"),
      ...(plan ? [] : [button(job, "edit", say("Edit prompt"), "secondary")]),
      // Nothing goes on from several takes at once.
      ...(plan?.kind === "comparison" ? [] : [button(job, "extend", say("Extend"), "secondary")]),
      // Of a comparison, its winner is finished.
      ...((isDraft(job) || hasFiner) && plan?.kind !== "comparison"
        ? [button(job, "final", say("Finish in HD"), "secondary")]
        : []),
      button(job, "original", say("Original"), "secondary"),
      button(job, "delete", say("Delete"), "danger"),
    ],
  };
}

function resultText(job: Job, say: Words): string {
  const { plan, kin, request } = job;
  const maker = isDraft(job)
    ? say("It was drawn on this machine and is not AI video.")
    : say("It was made by AI.");
  if (kin.parent) return `${say("“{{label}}” is ready.", { label: kin.parent.label })} ${maker}`;
  if (plan?.kind === "comparison") {
    const makers = isDraft(job)
      ? say("They were drawn on this machine and are not AI video.")
      : say("They were made by AI.");
    const vote = plan.votesBelow
      ? say("Vote for the best one.")
      : say("Vote for the best one on the card above.");
    return `${say("Your takes are ready, side by side.")} ${makers} ${vote}`;
  }
  if (plan || request.shots) return `${say("Your film is ready.")} ${maker}`;
  return isDraft(job)
    ? say("Your draft is ready. It was drawn on this machine and is not AI video.")
    : say("Your video is ready. It was made by AI.");
}

/** The finished video as it is `sent`: what a smaller encode of it has lost is said. */
export function sentResultOf(job: Job, clip: Clip, sent: Clip, around: Around): Message {
  const result = ofJoined(resultOf(job, around), job, clip);
  if (!clip.isSigned || sent.isSigned) return result;
  const say = wordsFor(job.locale);
  const loss = say(
    "It was made smaller to fit here; its signed statement of origin is in the original alone.",
  );
  return { ...result, text: `${result.text} ${loss}` };
}

/** What a clip was put together of may have carried what it cannot carry itself: that is said. */
function ofJoined(result: Message, { locale }: Job, { hasLostSign }: Clip): Message {
  if (!hasLostSign) return result;
  const loss = wordsFor(locale)(
    "It was put together anew; the signed statements of origin are in its parts alone.",
  );
  return { ...result, text: `${result.text} ${loss}` };
}

/** The finished video where it is too large to be posted: its still, and where it lies. */
export function linkedResultOf(
  job: Job,
  clip: Clip,
  url: string | undefined,
  around: Around,
): Message {
  const say = wordsFor(job.locale);
  const result = ofJoined(resultOf(job, around), job, clip);
  const why = say("It is too large for this place; the link holds for a week.");
  const link = url === undefined ? undefined : { label: say("Watch"), url };
  return { ...result, text: `${result.text} ${why}`, link };
}
