import { rgb } from "../paint/colour.ts";
import type { Colour, Rgb } from "../paint/colour.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import type { Place } from "../plan/place-words.ts";
import type { Subject } from "../plan/subjects.ts";
import { paintOf } from "./looks.ts";
import type { Look, Paint } from "./looks.ts";
import type { Lighting } from "./sprite.ts";

/** Indoors, under water and among the stars the light is another than the hour's. */
export function lightingOf(stage: Stage, ground: Ground, side: -1 | 1): Lighting {
  const { place } = stage.shot;
  const rim = rgb(stage.light.sun);
  const ambient = ambientOf(stage);
  const inside = place === "table" || place === "studio" || place === "dream";
  return {
    ambient,
    rim,
    side,
    rimStrength: inside ? 0.12 : stage.light.lamps ? 0.5 : ground.sun ? 0.34 : 0.2,
  };
}

/** The light that a subject gives by itself. */
export function shineOf({ figure }: Subject, look: Look): Paint | undefined {
  const colour = SHINES[figure];
  return colour === undefined ? undefined : paintOf(colour, look);
}

/** The light of places that have their own. */
const OWN_LIGHT: Partial<Record<Place, Rgb>> = {
  underwater: [0.7, 0.9, 0.98],
  space: [0.92, 0.92, 1],
  moon: [0.92, 0.92, 1],
  studio: [1, 1, 1],
  dream: [1, 1, 1],
  stage: [0.98, 0.9, 0.92],
  cave: [0.66, 0.74, 0.86],
};

function ambientOf({ shot, light }: Stage): Rgb {
  const own = OWN_LIGHT[shot.place];
  if (own) return own;
  if (shot.place === "room" || shot.place === "table")
    return light.lamps ? [0.92, 0.78, 0.66] : [1, 0.98, 0.95];
  // What the eye looks at is never as dark as the land around it.
  const [red, green, blue] = light.ambient;
  const softened = (channel: number) => 1 - (1 - channel) * 0.56;
  return [softened(red), softened(green), softened(blue)];
}

/** What shines by itself, and in which colour. */
const SHINES: Readonly<Record<string, Colour>> = {
  fire: "#ffb04a",
  candle: "#ffd27a",
  "jack-o-lantern": "#ff9a3a",
  "red-paper-lantern": "#ff8a5a",
  "light-bulb": "#ffe9a0",
  "own:portal": "#b9a0ff",
  "own:lighthouse": "#fff0b0",
  "phoenix-bird": "#ffa04a",
  comet: "#ffc07a",
};
