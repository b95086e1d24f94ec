/** A colour as `#rrggbb`. */
export type Colour = string;

export type Rgb = readonly [red: number, green: number, blue: number];

export function rgb(colour: Colour): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toColour([red, green, blue]: Rgb): Colour {
  const hex = (channel: number) =>
    Math.round(Math.min(255, Math.max(0, channel)))
      .toString(16)
      .padStart(2, "0");
  return `#${hex(red)}${hex(green)}${hex(blue)}`;
}

/** Goes from `one` to `other`, where `part` 0 is all `one`. */
export function mix(one: Colour, other: Colour, part: number): Colour {
  const [r1, g1, b1] = rgb(one);
  const [r2, g2, b2] = rgb(other);
  return toColour([r1 + (r2 - r1) * part, g1 + (g2 - g1) * part, b1 + (b2 - b1) * part]);
}

/** A surface under coloured light: each channel times its share of the light. */
export function underLight(colour: Colour, light: Rgb): Colour {
  const [red, green, blue] = rgb(colour);
  return toColour([red * light[0], green * light[1], blue * light[2]]);
}

export function lighter(colour: Colour, part: number): Colour {
  return mix(colour, "#ffffff", part);
}

/** The same surface in shade. Shadows are cooler than what they fall on, and never grey. */
export function darker(colour: Colour, part: number): Colour {
  return underLight(colour, [1 - part * 0.9, 1 - part * 0.84, 1 - part * 0.62]);
}
