import { firstMention, words } from "./words.ts";
import type { Vocabulary } from "./words.ts";

/** How a film looks: its colours, its contrast, its grain. */
export type Style =
  | "clean"
  | "cinematic"
  | "realistic"
  | "painterly"
  | "anime"
  | "noir"
  | "clay"
  | "vintage"
  | "comic"
  | "neon"
  | "dream"
  | "warm"
  | "cold";

export type Mood = "bright" | "dark" | "tender" | "tense";

const STYLES: Vocabulary<Style> = [
  ["noir", words("noir|black[- ]and[- ]white|monochrome|b&w")],
  ["anime", words("anime|ghibli|manga|cel[- ]shaded|vibrant|colou?rful")],
  ["clay", words("clay|claymation|stop[- ]motion|plasticine|3d|pixar|felt|toy")],
  ["comic", words("comic|cartoon|pop[- ]art|graphic novel|halftone")],
  [
    "painterly",
    words(
      "artistic|painting|painterly|water ?colou?r|oil paint|impressionist|sketch|illustration|storybook|gouache|abstract",
    ),
  ],
  [
    "vintage",
    words("vintage|retro|19[2-8]0s|[5-8]0s|super ?8|vhs|old film|sepia|nostalgic|polaroid"),
  ],
  ["neon", words("neon|cyber ?punk|synthwave|vaporwave|blade runner|futuristic")],
  ["dream", words("dream|dreamy|ethereal|pastel|surreal|soft light|fantasy|fairy ?tale")],
  ["warm", words("cozy|cosy|warm|autumn|candle ?light|golden hour")],
  ["cold", words("cold|icy|melancholy|bleak|winter|lonely")],
  [
    "cinematic",
    words("cinematic|movie|film still|epic|anamorphic|dramatic|trailer|blockbuster|35 ?mm"),
  ],
  ["realistic", words("realistic|photo ?realistic|natural|documentary|raw photo")],
];

const MOODS: Vocabulary<Mood> = [
  [
    "tense",
    words(
      "horror|scary|creepy|thriller|chase|battle|war|explosion|attack|danger|monster|suspense|epic",
    ),
  ],
  [
    "dark",
    words(
      "dark|sad|noir|melanchol(?:y|ic)|lonely|storm|gloomy|cyber ?punk|mystery|mysterious|abandoned|night|rain",
    ),
  ],
  [
    "tender",
    words(
      "cozy|cosy|calm|gentle|sleep(?:s|ing|y)?|quiet|dream(?:y|s)?|soft|peaceful|love|baby|snow|mist|candle|slow(?:ly)?",
    ),
  ],
];

/** The style that was asked for by name, else the one the prompt speaks of, else none in particular. */
export function findStyle(style: string | undefined, prompt: string): Style {
  return (
    (style === undefined ? undefined : firstMention(style.toLowerCase(), STYLES)?.meaning) ??
    firstMention(prompt.toLowerCase(), STYLES)?.meaning ??
    "clean"
  );
}

export function findMood(prompt: string): Mood {
  return firstMention(prompt.toLowerCase(), MOODS)?.meaning ?? "bright";
}
