import type { FailureKind, ProviderError } from "../../errors.ts";
import { unreachable } from "../../errors.ts";
import { wordsFor } from "../../words.ts";

const LONGEST_REASON = 200;

/** Why a provider did not make the video, in words that say what to do next. */
export function failureText(error: ProviderError, locale: string): string {
  return failureSentence(error.kind, error.message, locale);
}

/** `given` is the provider's own: shown, shortened, only where it helps the person. */
export function failureSentence(kind: FailureKind, given: string, locale: string): string {
  const words = wordsFor(locale);
  const reason = shortened(given);
  switch (kind) {
    case "refused":
      return words(
        "The studio does not film this: {{reason}} Try other words or another picture.",
        { reason },
      );
    case "invalid":
      return words("The studio cannot film it like this: {{reason}}", { reason });
    case "auth":
      return words("The studio does not accept this bot's key. Its operator has to look at it.");
    case "billing":
      return words("This bot's account at the studio is empty. Its operator has to fill it.");
    case "throttled":
      return words("The studio has no room for too long now. Try again later, or another model.");
    case "gone":
      return words(
        "The studio no longer has this video or this model. Try again, or another model.",
      );
    case "unavailable":
      return words("The studio could not be reached, or broke down. Try again, or another model.");
    case "unknown":
      return words("The studio answered something unreadable. Try again, or another model.");
    default:
      return unreachable(kind);
  }
}

function shortened(reason: string): string {
  const line = reason.replaceAll(/\s+/g, " ").trim();
  const short = line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON - 1)}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
