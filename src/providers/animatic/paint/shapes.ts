import type { Random } from "../random.ts";

export type Point = readonly [x: number, y: number];

const short = (value: number) => String(Math.round(value * 10) / 10);

function attributes(opacity: number): string {
  return opacity < 1 ? ` opacity="${Math.round(opacity * 1000) / 1000}"` : "";
}

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  opacity = 1,
  round = 0,
): string {
  const corners = round > 0 ? ` rx="${short(round)}"` : "";
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, width))}" height="${short(Math.max(0, height))}" fill="${fill}"${corners}${attributes(opacity)}/>`;
}

export function circle(x: number, y: number, radius: number, fill: string, opacity = 1): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${fill}"${attributes(opacity)}/>`;
}

export function ellipse(
  x: number,
  y: number,
  wide: number,
  high: number,
  fill: string,
  opacity = 1,
): string {
  return `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(wide)}" ry="${short(high)}" fill="${fill}"${attributes(opacity)}/>`;
}

export function polygon(points: readonly Point[], fill: string, opacity = 1): string {
  return `<path d="M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}Z" fill="${fill}"${attributes(opacity)}/>`;
}

export function line(points: readonly Point[], stroke: string, width: number, opacity = 1): string {
  return `<path d="M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}" fill="none" stroke="${stroke}" stroke-width="${short(width)}" stroke-linecap="round" stroke-linejoin="round"${attributes(opacity)}/>`;
}

export function path(d: string, fill: string, opacity = 1): string {
  return `<path d="${d}" fill="${fill}"${attributes(opacity)}/>`;
}

/** A closed shape with round corners through the middles between its points. */
export function blob(points: readonly Point[], fill: string, opacity = 1): string {
  const [first, second] = points;
  if (!first || !second) return "";
  const middle = (one: Point, other: Point): Point => [
    (one[0] + other[0]) / 2,
    (one[1] + other[1]) / 2,
  ];
  const start = middle(first, second);
  const turns = points.map((_, index) => {
    const corner = points[(index + 1) % points.length] ?? first;
    const next = points[(index + 2) % points.length] ?? first;
    const end = middle(corner, next);
    return `Q${short(corner[0])} ${short(corner[1])} ${short(end[0])} ${short(end[1])}`;
  });
  return path(`M${short(start[0])} ${short(start[1])}${turns.join("")}Z`, fill, opacity);
}

/** The line of a mountain range, from left to right, by halving and shifting. */
export function ridge(
  random: Random,
  width: number,
  base: number,
  height: number,
  roughness: number,
  steps: number,
): readonly Point[] {
  let heights = [random.between(0.2, 0.8), random.between(0.2, 0.8)];
  for (let step = 0; step < steps; step++) {
    const reach = 0.9 * roughness ** step;
    heights = heights.flatMap((value, index) => {
      const next = heights[index + 1];
      return next === undefined
        ? [value]
        : [value, (value + next) / 2 + random.between(-reach, reach) / 2];
    });
  }
  const stride = width / (heights.length - 1);
  return heights.map((value, index): Point => [index * stride, base - value * height]);
}

/** Soft hills: a few waves of different length, one upon the other. */
export function hills(
  random: Random,
  width: number,
  base: number,
  height: number,
): readonly Point[] {
  const waves = [1.1, 2.3, 4.1].map((times) => ({
    times,
    phase: random.between(0, 7),
    part: random.between(0.5, 1) / times,
  }));
  return Array.from({ length: 49 }, (_, index): Point => {
    const at = index / 48;
    const lift = waves.reduce(
      (sum, { times, phase, part }) => sum + Math.sin(at * times * 6.28 + phase) * part,
      0,
    );
    return [at * width, base - (lift * 0.35 + 0.5) * height];
  });
}

/** Everything below a line down to `bottom`. */
export function below(points: readonly Point[], bottom: number, fill: string, opacity = 1): string {
  const left = points[0]?.[0] ?? 0;
  const right = points.at(-1)?.[0] ?? 0;
  return polygon([[left, bottom], ...points, [right, bottom]], fill, opacity);
}

/** How high a line stands at `x`. */
export function heightAt(points: readonly Point[], x: number): number {
  const next = points.findIndex(([at]) => at >= x);
  const right = points[Math.max(0, next)] ?? points.at(-1) ?? [0, 0];
  const left = points[Math.max(0, next - 1)] ?? right;
  const span = right[0] - left[0];
  return span === 0 ? right[1] : left[1] + ((right[1] - left[1]) * (x - left[0])) / span;
}
