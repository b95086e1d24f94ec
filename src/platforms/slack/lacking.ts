import { said } from "../../said.ts";
import type { Typed } from "../chat/typed.ts";

/** Options of commands that mean nothing on Slack. */
export const LACKING = ["spoiler"];

const NO_SPOILERS = said(
  "Slack cannot hide a video until somebody clicks it. Ask again without --spoiler.",
);

/** What was typed, unless it asks for what Slack has not: whoever hopes for that is told first. */
export function withoutLacking(typed: Typed): Typed {
  if (typed.kind === "mistake") return typed;
  const options = typed.kind === "ask" ? typed.ask.options : typed.given;
  return options["spoiler"] === true ? { kind: "mistake", mending: NO_SPOILERS } : typed;
}
