import { wordsFor } from "../../words.ts";
import type { Piece } from "../steps/piece.ts";
import type { Job } from "../job.ts";

/** Why a film or a comparison could not be put together, and what to do next. */
export function partFailureText({ locale, plan }: Job, pieces: readonly Piece[]): string {
  const say = wordsFor(locale);
  const labels = pieces.filter(({ clip }) => !clip).map(({ part }) => part.label);
  const missing = new Intl.ListFormat(locale, { type: "conjunction" }).format(labels);
  return plan?.kind === "film"
    ? say(
        "Not filmed: {{missing}}. What is filmed is kept: render again, and only the rest is made.",
        {
          missing,
        },
      )
    : say("Not filmed: {{missing}}. There is too little to compare.", { missing });
}
