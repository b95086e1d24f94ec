import { unreachable } from "../../../errors.ts";
import type { Weather } from "../plan/setting-words.ts";
import type { Random } from "../random.ts";
import { dot, flake, glow, ring, sheetOf, streak, WHITE } from "./brushes.ts";
import type { Clip, Sheet } from "./brushes.ts";
import type { Paint } from "./looks.ts";
import { drawBurst, GOLD, PARTY } from "./fireworks.ts";
import type { Picture } from "./picture.ts";

/** What falls, floats or flies before the camera. */
export interface Particles {
  /** Draws them at that moment; only inside of `clip`, where there is one. */
  draw(into: Picture, seconds: number, clip?: Clip): void;
}

interface Particle {
  readonly x: number;
  readonly y: number;
  /** 0.25 is far, 1 is before the lens. */
  readonly near: number;
  readonly phase: number;
  readonly speed: number;
  readonly kind: number;
}

const PETALS: readonly Paint[] = [
  { y: 196, u: 126, v: 160 },
  { y: 214, u: 128, v: 148 },
  { y: 180, u: 124, v: 170 },
];
const LEAVES: readonly Paint[] = [
  { y: 138, u: 76, v: 176 },
  { y: 160, u: 62, v: 160 },
  { y: 112, u: 84, v: 182 },
];
const EMBER: Paint = { y: 190, u: 70, v: 185 };
const FIREFLY: Paint = { y: 220, u: 78, v: 138 };

const COUNTS: Readonly<Record<Weather, number>> = {
  clear: 0,
  rain: 420,
  storm: 620,
  snow: 300,
  fog: 0,
  wind: 34,
  petals: 46,
  fireflies: 46,
  embers: 90,
  bubbles: 60,
  dust: 70,
  fireworks: 0,
  confetti: 90,
};

export function createParticles(weather: Weather, random: Random): Particles {
  const particles = Array.from({ length: COUNTS[weather] }, (): Particle => ({
    x: random.next(),
    y: random.next(),
    near: 0.25 + random.next() ** 2 * 0.75,
    phase: random.between(0, 6.28),
    speed: random.between(0.6, 1.4),
    kind: random.whole(0, 11),
  }));
  const bursts =
    weather === "fireworks"
      ? Array.from({ length: 5 }, (_, index) => ({
          x: random.between(0.18, 0.82),
          y: random.between(0.14, 0.4),
          start: index * 0.8 + random.between(0, 0.4),
          kind: random.whole(0, 3),
        }))
      : [];

  return {
    draw(picture, seconds, clip) {
      const into = sheetOf(picture, clip);
      for (const particle of particles) drawParticle(into, weather, particle, seconds);
      for (const burst of bursts) drawBurst(into, burst, seconds);
    },
  };
}

function drawParticle(
  into: Sheet,
  weather: Weather,
  { x, y, near, phase, speed, kind }: Particle,
  seconds: number,
): void {
  const { width, height } = into;
  const unit = Math.sqrt(width * height) / 960;
  const px = (part: number) => wrap(part) * width;
  const py = (part: number) => wrap(part) * height;
  switch (weather) {
    case "rain":
    case "storm":
      return streak(
        into,
        px(x - seconds * 0.16 * near),
        py(y + seconds * (1.2 + 1.4 * near)),
        (12 + 46 * near) * unit,
        14 + 44 * near,
      );
    case "snow":
      return dot(
        into,
        px(x + 0.03 * Math.sin(seconds * 1.2 + phase) + seconds * 0.02 * near),
        py(y + seconds * (0.06 + 0.13 * near) * speed),
        (1.2 + near * near * 5.2) * unit,
        WHITE,
        0.55 + 0.4 * near,
      );
    case "fireflies":
      return glow(
        into,
        px(x + 0.04 * Math.sin(seconds * 0.9 * speed + phase)),
        (0.3 + 0.6 * y + 0.03 * Math.cos(seconds + phase * 2)) * height,
        (5 + 11 * near) * unit,
        FIREFLY,
        (0.5 + 0.5 * Math.sin(seconds * 2.2 * speed + phase * 3)) ** 2,
      );
    case "embers":
      return glow(
        into,
        px(x + 0.05 * Math.sin(seconds * 1.4 + phase) + seconds * 0.03),
        py(y - seconds * (0.09 + 0.2 * near) * speed),
        (2 + 5 * near) * unit,
        EMBER,
        0.9 * near,
      );
    case "bubbles":
      return ring(
        into,
        px(x + 0.012 * Math.sin(seconds * 3 + phase)),
        py(y - seconds * (0.07 + 0.12 * near)),
        (2 + 7 * near) * unit,
        0.5 * near + 0.2,
      );
    case "dust":
      return glow(
        into,
        px(x + seconds * 0.018 * speed + 0.02 * Math.sin(seconds * 0.7 + phase)),
        py(y - seconds * 0.012 * near + 0.015 * Math.cos(seconds * 0.8 + phase)),
        (2 + 6 * near * near) * unit,
        GOLD,
        0.3 * near * (0.55 + 0.45 * Math.sin(seconds * 1.1 + phase)),
      );
    case "petals":
      return flake(
        into,
        px(x + seconds * 0.07 * speed + 0.02 * Math.sin(seconds * 1.5 + phase)),
        py(y + seconds * (0.07 + 0.1 * near) * speed),
        (3 + 6 * near) * unit,
        seconds * speed * 1.8 + phase,
        PETALS[kind % PETALS.length] ?? WHITE,
      );
    case "wind":
      return flake(
        into,
        px(x + seconds * 0.14 * speed),
        py(y + seconds * (0.07 + 0.11 * near) + 0.03 * Math.sin(seconds * 2 + phase)),
        (4 + 8 * near) * unit,
        seconds * speed * 2.6 + phase,
        LEAVES[kind % LEAVES.length] ?? WHITE,
      );
    case "confetti":
      return flake(
        into,
        px(x + 0.02 * Math.sin(seconds * 2 + phase)),
        py(y + seconds * (0.12 + 0.16 * near) * speed),
        (3 + 5 * near) * unit,
        seconds * speed * 5 + phase,
        PARTY[kind % PARTY.length] ?? WHITE,
      );
    case "clear":
    case "fog":
    case "fireworks":
      return undefined;
    default:
      return unreachable(weather);
  }
}

function wrap(part: number): number {
  // A little beyond both edges, so that nothing appears or vanishes in sight.
  const span = 1.12;
  return ((((part + 0.06) % span) + span) % span) - 0.06;
}
