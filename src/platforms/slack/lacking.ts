import { said } from "../../said.ts";
import type { Meant } from "../chat/meant.ts";

/** Options of commands that mean nothing on Slack. */
export const LACKING = ["spoiler"];

const NO_SPOILERS = said(
  "Slack cannot hide a video until somebody clicks it. Ask again without --spoiler.",
);

type Mistake = Extract<Meant, { kind: "mistake" }>;

/** What was typed, unless it asks for what Slack has not: whoever hopes for that is told first. */
export function withoutLacking<Read extends Meant>(typed: Read): Read | Mistake {
  if (typed.kind === "mistake" || typed.kind === "courtesy") return typed;
  const options = typed.kind === "ask" ? typed.ask.options : typed.given;
  return options["spoiler"] === true ? { kind: "mistake", mending: NO_SPOILERS } : typed;
}
