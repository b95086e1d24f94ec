import { firstMention } from "./words.ts";
import type { Vocabulary } from "./words.ts";

export type Camera =
  | "push"
  | "pull"
  | "left"
  | "right"
  | "up"
  | "down"
  | "orbit"
  | "fly"
  | "handheld"
  | "parallax"
  | "static";

export type Framing = "wide" | "medium" | "close";

const MOVE = "(?:camera |slow(?:ly)? |quick(?:ly)? |smooth(?:ly)? |gentle |gently )*";

const CAMERAS: Vocabulary<Camera> = [
  [
    "push",
    /\b(?:zoom|push|dolly|doll(?:y|ies)|track|mov|crash zoom)(?:s|es|ing|ning|e|ies)?[ -](?:slowly |gently |quickly )?(?:in|into|forward|forwards|closer|toward|towards)\b/,
  ],
  [
    "pull",
    /\b(?:zoom|pull|dolly|track|mov)(?:s|es|ing|e)?[ -](?:slowly |gently |quickly )?(?:out|back|away|backward|backwards)\b|\breveal(?:s|ing)?\b/,
  ],
  ["left", /\b(?:pan|truck|slide|track|mov|sweep)(?:s|ning|ing|es|e)?\b[^.,;]{0,14}\bleft\b/],
  [
    "right",
    /\b(?:pan|truck|slide|track|mov|sweep)(?:s|ning|ing|es|e)?\b[^.,;]{0,14}\bright\b|\bpan(?:s|ning)?\b|\btracking shot\b|\bcamera follow(?:s|ing)?\b|\bdolly shot\b/,
  ],
  ["down", /\b(?:tilt|crane|pedestal|boom)(?:s|ing)?\b[^.,;]{0,10}\bdown\b|\bcamera descend/],
  [
    "up",
    /\b(?:tilt|crane|pedestal|boom|jib)(?:s|ing)?\b[^.,;]{0,10}\bup\b|\bcamera (?:ris|ascend|lift)|\bcrane shot\b|\btilt(?:s|ing)?\b/,
  ],
  [
    "orbit",
    /\b(?:camera )?(?:orbit|arc|circl|rotat)(?:s|es|ing|e|ling|les)?\b[^.,;]{0,14}\b(?:around|shot)\b|\borbit(?:s|ing)? shot|\borbit(?:s|ing)?\b|\barc shot\b|\bturn ?table\b|\b360\b/,
  ],
  [
    "fly",
    /\bdrone\b|\baerial\b|\bfpv\b|\bfly[- ]?(?:over|through|by)\b|\bbird'?s[- ]eye\b|\bhelicopter shot\b/,
  ],
  ["handheld", /\bhand[- ]?held\b|\bshak(?:y|ing) cam|\bdocumentary\b|\bfound footage\b|\bvlog\b/],
  ["parallax", /\bparallax\b|\b2\.5d\b|\bside[- ]?scroll/],
  [
    "static",
    /\bstatic (?:shot|camera)?\b|\blocked(?:[- ](?:off|down))?\b|\btripod\b|\bstill (?:shot|camera)\b|\bfixed camera\b/,
  ],
];

const FRAMINGS: Vocabulary<Framing> = [
  [
    "close",
    /\b(?:extreme )?close[- ]?ups?\b|\bmacro\b|\bportrait of\b|\bdetail (?:shot|of)\b|\bclose on\b|\bin close\b/,
  ],
  ["medium", /\b(?:medium|mid|cowboy|two)[- ]shot\b/],
  [
    "wide",
    /\b(?:extreme )?wide(?:[- ](?:angle|shot|view))?\b|\blong shot\b|\bestablishing\b|\bpanoram\w*\b|\baerial\b|\bdrone\b|\bvast\b|\bfrom (?:afar|above)\b|\bin the distance\b/,
  ],
];

/** What people write about the camera and the picture's quality, which is no part of the story. */
const TECHNIQUE = new RegExp(
  `^(?:the |a |an |with (?:a |an )?|in |very |and |${MOVE})*(?:camera\\b.*|(?:zoom|push|pull|dolly|pan|tilt|orbit|crane|truck|track|arc|fly)(?:s|es|ing|ning)?[ -]?(?:in|out|back|left|right|up|down|over|through|around|shot|forward|away)?(?: (?:in|out|left|right|up|down|shot|slowly|gently|on (?:it|him|her|them)))*|(?:close[- ]?up|wide|long|medium|static|aerial|drone|handheld|hand-held|tracking|establishing|fpv|parallax|slow[- ]motion)(?:[- ](?:shot|angle|view|camera|footage|motion))*|cinematic(?: (?:lighting|look|style|shot))?|(?:[48]k|hd|uhd|hdr|35 ?mm|highly detailed|ultra[- ]realistic|photo ?realistic|realistic|masterpiece|best quality|film grain|shallow depth of field|depth of field|bokeh|anamorphic|volumetric light(?:ing)?|high quality|trending on artstation|unreal engine|octane render)|(?:anime|noir|clay|vintage|comic|artistic|watercolou?r)(?: style)?)$`,
  "i",
);

export function findCamera(text: string): Camera | undefined {
  return firstMention(text.toLowerCase(), CAMERAS)?.meaning;
}

export function findFraming(text: string): Framing | undefined {
  return firstMention(text.toLowerCase(), FRAMINGS)?.meaning;
}

/** How fast the camera goes, where 1 is a calm walk. */
export function findPace(text: string): number {
  if (/\b(?:very slow|extremely slow|barely)/i.test(text)) return 0.5;
  if (/\b(?:slow|gentl|calm|subtle|soft|smooth)/i.test(text)) return 0.7;
  if (/\b(?:fast|quick|rapid|dynamic|frantic|whip|crash zoom|energetic|speed)/i.test(text))
    return 1.45;
  return 1;
}

/** Whether a clause is only about camera and quality: "slow push in", "cinematic", "4k". */
export function isTechnique(clause: string): boolean {
  return TECHNIQUE.test(clause.trim());
}

/** What the label over a caption calls a move. */
export const CAMERA_LABELS: Readonly<Record<Camera, string>> = {
  push: "PUSH IN",
  pull: "PULL OUT",
  left: "PAN LEFT",
  right: "PAN RIGHT",
  up: "TILT UP",
  down: "TILT DOWN",
  orbit: "ORBIT",
  fly: "FLY-OVER",
  handheld: "HAND-HELD",
  parallax: "PARALLAX",
  static: "STATIC",
};
