import { hash } from "../random.ts";
import { findCamera, findFraming, findPace, isTechnique } from "./camera-words.ts";
import type { Camera, Framing } from "./camera-words.ts";
import { settle } from "./settings.ts";
import type { Setting } from "./settings.ts";
import { splitShots } from "./shot-texts.ts";
import { inEnglish } from "./translate.ts";
import { findMood, findStyle } from "./style-words.ts";
import type { Mood, Style } from "./style-words.ts";

export const FPS = 24;

/** No shot is shorter than this, or nobody could read its caption. */
const SHORTEST_SHOT_SECONDS = 1.3;
const MOST_SHOTS = 8;

export interface Shot extends Setting {
  /** What the caption says: the prompt's own words, without the talk about camera and quality. */
  readonly text: string;
  readonly frames: number;
  readonly camera: Camera;
  readonly framing: Framing;
  /** How fast the camera goes, where 1 is a calm walk. */
  readonly pace: number;
  /** Shots in one place share it, so that night falls on the same mountains. */
  readonly worldSeed: number;
}

/** A film before anything is painted. The same wish gives the same plan for ever. */
export interface Plan {
  readonly seed: number;
  readonly frames: number;
  readonly style: Style;
  readonly mood: Mood;
  readonly shots: readonly Shot[];
}

export interface Wish {
  readonly prompt: string;
  readonly seconds: number;
  readonly style?: string | undefined;
  readonly seed: number;
}

/** Reads a prompt as a director would. Any text gives at least one shot; the frames add up exactly. */
export function makePlan(wish: Wish): Plan {
  const { prompt, seconds } = wish;
  const frames = Math.max(1, Math.round(seconds * FPS));
  const most = Math.min(MOST_SHOTS, Math.max(1, Math.floor(seconds / SHORTEST_SHOT_SECONDS)));
  const seed = hash(`${wish.seed}:${prompt}`);
  const texts = storyOf(prompt, most);
  const english = inEnglish(prompt);
  const settings = settle(
    texts.map(({ text }) => inEnglish(text)),
    english,
  );
  const pace = findPace(english);

  const shots = settings.map((setting, index) => ({
    ...setting,
    text: captionOf(texts[index]?.text ?? ""),
    frames: share(frames, settings.length, index),
    camera: texts[index]?.camera ?? nextCamera(seed, index),
    framing: texts[index]?.framing ?? nextFraming(index, settings.length),
    pace,
    worldSeed: hash(`${seed}:${setting.place}`),
  }));
  return { seed, frames, style: findStyle(wish.style, english), mood: findMood(english), shots };
}

interface Beat {
  readonly text: string;
  readonly camera: Camera | undefined;
  readonly framing: Framing | undefined;
}

/** Shots with their story; a sentence that is only about the camera directs the shot before it. */
function storyOf(prompt: string, most: number): readonly Beat[] {
  const beats: Beat[] = [];
  let ahead: Omit<Beat, "text"> = { camera: undefined, framing: undefined };
  for (const text of splitShots(prompt, Infinity)) {
    const camera = findCamera(text);
    const framing = findFraming(text);
    if (text.split(",").every((clause) => isTechnique(clause))) {
      const last = beats.pop();
      if (last)
        beats.push({ ...last, camera: last.camera ?? camera, framing: last.framing ?? framing });
      else ahead = { camera, framing };
      continue;
    }
    beats.push({ text, camera: camera ?? ahead.camera, framing: framing ?? ahead.framing });
    ahead = { camera: undefined, framing: undefined };
  }
  if (beats.length === 0) beats.push({ text: prompt, ...ahead });
  if (beats.length <= most) return beats;
  const texts = splitShots(beats.map(({ text }) => text).join("\n"), most);
  return texts.map((text) => ({ text, camera: findCamera(text), framing: findFraming(text) }));
}

function captionOf(text: string): string {
  const clauses = text.split(/,\s*/u);
  const story = clauses.filter((clause) => !isTechnique(clause)).join(", ");
  const caption = story.replace(/\s+/gu, " ").trim();
  const [first = ""] = caption;
  return first.toLocaleUpperCase("en") + caption.slice(first.length);
}

/** The whole frames of one shot of several, so that all of them are exactly `frames`. */
function share(frames: number, shots: number, index: number): number {
  return Math.floor((frames * (index + 1)) / shots) - Math.floor((frames * index) / shots);
}

const UNASKED: readonly Camera[] = ["push", "right", "pull", "orbit", "left", "parallax"];

function nextCamera(seed: number, index: number): Camera {
  return UNASKED[((seed % 2) * 3 + index) % UNASKED.length] ?? "push";
}

/** A film of several shots comes closer, then steps back, as films do. */
function nextFraming(index: number, shots: number): Framing {
  if (shots === 1 || index === 0) return "medium";
  return index % 2 === 1 ? "close" : index % 4 === 2 ? "wide" : "medium";
}
