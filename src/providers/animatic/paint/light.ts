import type { Time } from "../plan/setting-words.ts";
import { mix, underLight } from "./colour.ts";
import type { Colour, Rgb } from "./colour.ts";

/** How the light of a time of day falls: on the sky, on the land, on whoever stands in it. */
export interface Light {
  readonly sky: readonly [top: Colour, middle: Colour, low: Colour];
  readonly sun: Colour;
  /** How high sun or moon stands: 0 at the horizon, 1 at the top; `undefined` when clouds hide it. */
  readonly sunHeight: number | undefined;
  readonly haze: Colour;
  /** How much of the distance is lost in haze. */
  readonly hazeStrength: number;
  readonly ambient: Rgb;
  readonly stars: number;
  readonly clouds: number;
  /** Whether lamps and windows are lit. */
  readonly lamps: boolean;
}

const LIGHTS: Readonly<Record<Time, Light>> = {
  dawn: {
    sky: ["#5a7fc0", "#e6a9b4", "#ffe3b8"],
    sun: "#fff1c9",
    sunHeight: 0.12,
    haze: "#f4c7b4",
    hazeStrength: 0.8,
    ambient: [0.9, 0.8, 0.86],
    stars: 0,
    clouds: 5,
    lamps: false,
  },
  day: {
    sky: ["#3c8ee6", "#83c5f5", "#dcf2fb"],
    sun: "#fff8dc",
    sunHeight: 0.72,
    haze: "#cde7f6",
    hazeStrength: 0.72,
    ambient: [1, 1, 1],
    stars: 0,
    clouds: 6,
    lamps: false,
  },
  golden: {
    sky: ["#5587bd", "#f0b877", "#ffe5a6"],
    sun: "#fff0b8",
    sunHeight: 0.24,
    haze: "#f8d29b",
    hazeStrength: 0.76,
    ambient: [1.04, 0.88, 0.7],
    stars: 0,
    clouds: 5,
    lamps: false,
  },
  sunset: {
    sky: ["#33295f", "#bb4a72", "#ffa562"],
    sun: "#ffe3a3",
    sunHeight: 0.08,
    haze: "#f18d6c",
    hazeStrength: 0.74,
    ambient: [0.82, 0.58, 0.6],
    stars: 0.1,
    clouds: 6,
    lamps: true,
  },
  dusk: {
    sky: ["#161c4a", "#514484", "#dd909c"],
    sun: "#ffd9c0",
    sunHeight: undefined,
    haze: "#8d6ea0",
    hazeStrength: 0.72,
    ambient: [0.55, 0.5, 0.72],
    stars: 0.45,
    clouds: 4,
    lamps: true,
  },
  night: {
    sky: ["#070d29", "#14284f", "#32598c"],
    sun: "#f1f5ff",
    sunHeight: 0.68,
    haze: "#2b5084",
    hazeStrength: 0.74,
    ambient: [0.36, 0.46, 0.72],
    stars: 1,
    clouds: 3,
    lamps: true,
  },
  neon: {
    sky: ["#0c0828", "#3d1268", "#dc3f90"],
    sun: "#ff6fb0",
    sunHeight: 0.16,
    haze: "#7d2c90",
    hazeStrength: 0.78,
    ambient: [0.52, 0.4, 0.76],
    stars: 0.5,
    clouds: 2,
    lamps: true,
  },
  storm: {
    sky: ["#28313d", "#4d5a69", "#93a1ae"],
    sun: "#dfe8ee",
    sunHeight: undefined,
    haze: "#84929f",
    hazeStrength: 0.82,
    ambient: [0.6, 0.66, 0.74],
    stars: 0,
    clouds: 10,
    lamps: true,
  },
  mist: {
    sky: ["#a3b7c4", "#c8d5da", "#ebefee"],
    sun: "#ffffff",
    sunHeight: 0.4,
    haze: "#dfe7e8",
    hazeStrength: 0.97,
    ambient: [0.84, 0.88, 0.92],
    stars: 0,
    clouds: 2,
    lamps: false,
  },
};

export function lightOf(time: Time): Light {
  return LIGHTS[time];
}

/** A surface at some nearness: coloured by the light, and lost in haze the farther it is. */
export function lit(base: Colour, light: Light, near: number): Colour {
  const far = Math.max(0, 1 - near);
  return mix(underLight(base, light.ambient), light.haze, light.hazeStrength * far ** 1.4);
}
