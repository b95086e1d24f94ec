import type { Colour } from "./colour.ts";

export interface Stop {
  readonly at: number;
  readonly colour: Colour;
  readonly opacity?: number;
}

/** A picture under the brush: shapes from back to front, each at a nearness from 0 (far) to 1. */
export interface Canvas {
  /** A paint that runs from the top (or the left) of a shape to its other end. */
  linear(stops: readonly Stop[], direction?: "down" | "right"): string;
  /** A paint that runs from the middle of a shape to its edge. */
  radial(stops: readonly Stop[], middle?: { readonly x: number; readonly y: number }): string;
  /** Cuts shapes to another shape: the name goes into `clip-path`. */
  clip(shape: string): string;
  add(nearness: number, ...shapes: readonly string[]): void;
  /** Shapes without a depth of their own, such as a glow: they lie on what is behind them. */
  glaze(...shapes: readonly string[]): void;
  /** Says that the ground comes nearer from `top` down to the lower edge. */
  ground(top: number, far: number, near: number): void;
  colourSvg(): string;
  /** The same shapes in grey: the lighter, the nearer. */
  nearnessSvg(): string;
}

export function createCanvas(width: number, height: number): Canvas {
  const definitions: string[] = [];
  const colour: string[] = [];
  const nearness: string[] = [];
  const levels = new Map<number, string>();

  function define(tag: string, attributes: string, content: string): string {
    const id = `d${definitions.length}`;
    definitions.push(`<${tag} id="${id}" ${attributes}>${content}</${tag}>`);
    return `url(#${id})`;
  }

  /** A filter that paints every shape in the grey of its nearness, keeping its edges. */
  function level(near: number): string {
    const grey = Math.round(Math.min(1, Math.max(0, near)) * 50) / 50;
    const known = levels.get(grey);
    if (known) return known;
    const row = `0 0 0 0 ${grey}`;
    const made = define(
      "filter",
      'x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB"',
      `<feColorMatrix values="${row} ${row} ${row} 0 0 0 1 0"/>`,
    );
    levels.set(grey, made);
    return made;
  }

  const svg = (content: readonly string[]) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${definitions.join("")}</defs>${content.join("")}</svg>`;

  return {
    linear: (stops, direction = "down") =>
      define(
        "linearGradient",
        direction === "down" ? 'x1="0" y1="0" x2="0" y2="1"' : 'x1="0" y1="0" x2="1" y2="0"',
        stops.map(stopTag).join(""),
      ),
    radial: (stops, middle = { x: 0.5, y: 0.5 }) =>
      define(
        "radialGradient",
        `cx="${middle.x}" cy="${middle.y}" r="0.5"`,
        stops.map(stopTag).join(""),
      ),
    clip: (shape) => define("clipPath", "", shape),
    add(near, ...shapes) {
      colour.push(...shapes);
      nearness.push(`<g filter="${level(near)}">${shapes.join("")}</g>`);
    },
    glaze(...shapes) {
      colour.push(...shapes);
    },
    ground(top, far, near) {
      const stops = [far, near].map((grey, at) => ({ at, colour: greyOf(grey) }));
      const fill = define(
        "linearGradient",
        'x1="0" y1="0" x2="0" y2="1"',
        stops.map(stopTag).join(""),
      );
      nearness.push(
        `<rect x="0" y="${top}" width="${width}" height="${height - top}" fill="${fill}"/>`,
      );
    },
    colourSvg: () => svg(colour),
    nearnessSvg: () => svg(nearness),
  };
}

function stopTag({ at, colour, opacity = 1 }: Stop): string {
  return `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
}

function greyOf(near: number): Colour {
  return `#${Math.round(near * 255)
    .toString(16)
    .padStart(2, "0")
    .repeat(3)}`;
}
