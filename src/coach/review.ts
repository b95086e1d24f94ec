import { unreachable } from "../errors.ts";
import type { Model } from "../providers/provider.ts";
import { spokenLength } from "./spoken-length.ts";
import {
  ACTION,
  CAMERA,
  CUT,
  FOREIGN,
  LIGHT,
  MOVES,
  SEQUENCE,
  SETTING,
  TECHNIQUE,
} from "./vocabulary.ts";

/** What a prompt can speak of; a model makes up the rest. */
export const TOPICS = ["subject", "action", "setting", "light", "camera"] as const;
export type Topic = (typeof TOPICS)[number];

/** What is likely to spoil a video. */
export type Flaw =
  /** It says how long it is, and will be something else. */
  | { readonly kind: "length"; readonly spoken: number; readonly seconds: number }
  /** It says a length that the model does not film. */
  | { readonly kind: "too-long"; readonly spoken: number; readonly most: number }
  | { readonly kind: "too-many-words"; readonly length: number; readonly most: number }
  /** More than one camera move in one shot. */
  | { readonly kind: "moves" }
  /** More happens than there is time for. */
  | { readonly kind: "actions"; readonly seconds: number };

export interface Review {
  readonly missing: readonly Topic[];
  readonly flaws: readonly Flaw[];
  /** Whether it leaves so much open that anything may come of it. */
  readonly isWeak: boolean;
}

interface Facts {
  /** How long it will be. */
  readonly seconds?: number | undefined;
  readonly model?: Pick<Model, "seconds" | "promptLength"> | undefined;
}

const SHORT_WORDS = 8;
const USUAL_SECONDS = 4;
const SECONDS_PER_ACTION = 3;

/** Reads a prompt as an experienced director would, by rules alone. */
export function review(prompt: string, { seconds, model }: Facts = {}): Review {
  const missing = TOPICS.filter((topic) => !speaksOf(topic, prompt));
  const isShort = prompt.trim().split(/\s+/u).length < SHORT_WORDS;
  return {
    missing,
    flaws: [
      ...lengthFlaws(prompt, { seconds, model }),
      ...(shotsIn(prompt).some(hasSeveralMoves) ? [{ kind: "moves" as const }] : []),
      ...actionFlaws(prompt, seconds ?? USUAL_SECONDS),
    ],
    isWeak: isRead(prompt) && (missing.includes("subject") || (isShort && missing.length >= 3)),
  };
}

/** Of a language that it does not know, it says nothing. */
function isRead(prompt: string): boolean {
  const letters = prompt.match(/\p{L}/gu)?.length ?? 0;
  const latin = prompt.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin > letters / 2 && !FOREIGN.test(prompt);
}

function speaksOf(topic: Topic, prompt: string): boolean {
  switch (topic) {
    case "subject":
      return hasSubject(prompt);
    case "action":
      return ACTION.some((pattern) => pattern.test(storyOf(prompt)));
    case "setting":
      return SETTING.some((pattern) => pattern.test(prompt));
    case "light":
      return LIGHT.test(prompt);
    case "camera":
      return [CAMERA, ...MOVES].some((pattern) => pattern.test(prompt));
    default:
      return unreachable(topic);
  }
}

/** Without what the camera does, where somebody speaks of it. */
function storyOf(prompt: string): string {
  return /camera|kamera/i.test(prompt) ? without(prompt, MOVES) : prompt;
}

/** Whether anything is left when all words about how it is filmed are taken away. */
function hasSubject(prompt: string): boolean {
  return /[\p{L}\p{N}]{2,}/u.test(without(prompt, [CAMERA, ...MOVES, TECHNIQUE]));
}

function without(prompt: string, patterns: readonly RegExp[]): string {
  return patterns.reduce(
    (text, pattern) => text.replaceAll(new RegExp(pattern, "giu"), " "),
    prompt,
  );
}

function lengthFlaws(prompt: string, { seconds, model }: Facts): Flaw[] {
  const spoken = spokenLength(prompt, seconds);
  const longest = model && Math.max(...model.seconds);
  const isBeyond = spoken !== undefined && longest !== undefined && spoken > longest;
  const isOther = spoken !== undefined && seconds !== undefined && spoken !== seconds;
  return [
    ...(isBeyond ? [{ kind: "too-long" as const, spoken, most: longest }] : []),
    ...(isOther && !isBeyond ? [{ kind: "length" as const, spoken, seconds }] : []),
    ...(model && prompt.length > model.promptLength
      ? [{ kind: "too-many-words" as const, length: prompt.length, most: model.promptLength }]
      : []),
  ];
}

function shotsIn(prompt: string): string[] {
  return prompt.split(CUT);
}

function hasSeveralMoves(shot: string): boolean {
  return MOVES.filter((move) => move.test(shot)).length > 1;
}

function actionFlaws(prompt: string, seconds: number): Flaw[] {
  const steps = prompt.match(new RegExp(SEQUENCE, "giu"))?.length ?? 0;
  const room = Math.max(2, Math.floor(seconds / SECONDS_PER_ACTION));
  return steps + 1 > room ? [{ kind: "actions", seconds }] : [];
}
