import { FPS } from "./plan/plan.ts";
import type { Plan, Shot } from "./plan/plan.ts";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";

const SAMPLE_RATE = 48_000;
const TABLE = 4096;
const SINE = Float32Array.from({ length: TABLE }, (_, index) =>
  Math.sin((index / TABLE) * 2 * Math.PI),
);

export interface Sound {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly sampleRate: number;
}

/** Chords as half-tones over the root, one after another. */
const PROGRESSIONS = {
  bright: [
    [0, 4, 7, 11],
    [-3, 0, 4, 7],
    [5, 9, 12, 16],
    [-5, -1, 2, 7],
  ],
  tender: [
    [0, 4, 7, 14],
    [5, 9, 12, 16],
    [-3, 0, 4, 12],
    [2, 5, 9, 12],
  ],
  dark: [
    [0, 3, 7, 10],
    [-4, 0, 3, 7],
    [3, 7, 10, 14],
    [-2, 2, 5, 10],
  ],
  tense: [
    [0, 3, 7, 8],
    [-4, 0, 3, 6],
    [1, 5, 8, 12],
    [-2, 1, 5, 10],
  ],
} as const;

/** Music for a plan: a soft pad, the sound of the place, a bell on every cut. The same plan sounds the same. */
export function composeSound(plan: Plan): Sound {
  const length = Math.round((plan.frames / FPS) * SAMPLE_RATE);
  const sound: Sound = {
    left: new Float32Array(length),
    right: new Float32Array(length),
    sampleRate: SAMPLE_RATE,
  };
  const random = createRandom(plan.seed ^ 0x51ed);
  const root = random.pick(110, 98, 123.47, 130.81, 87.31);
  addPad(sound, plan, root, random);
  addTextures(sound, plan, random);
  addBells(sound, plan, root);
  addRoom(sound);
  return sound;
}

function addPad(sound: Sound, { mood, frames }: Plan, root: number, random: Random): void {
  const length = sound.left.length;
  const chords = PROGRESSIONS[mood];
  const bars = Math.max(1, Math.min(chords.length, Math.round(frames / FPS / 2.5)));
  const bar = length / bars;
  for (const [index, chord] of chords.slice(0, bars).entries()) {
    for (const tone of chord) {
      for (const voice of [-1, 0, 1]) {
        const frequency =
          root *
          2 ** (tone / 12) *
          (1 + voice * 0.0035) *
          (voice === 1 && tone === chord[0] ? 0.5 : 1);
        const pan = 0.5 + voice * 0.32 + random.between(-0.1, 0.1);
        addTone(sound, {
          frequency,
          start: Math.max(0, Math.floor(index * bar - SAMPLE_RATE * 0.45)),
          end: Math.min(length, Math.floor((index + 1) * bar + SAMPLE_RATE * 0.6)),
          pan,
          phase: random.next() * TABLE,
        });
      }
    }
  }
}

interface Tone {
  readonly frequency: number;
  readonly start: number;
  readonly end: number;
  readonly pan: number;
  readonly phase: number;
}

/** A sine and a little of its octave, swelling and fading. */
function addTone({ left, right }: Sound, { frequency, start, end, pan, phase }: Tone): void {
  const step = (frequency / SAMPLE_RATE) * TABLE;
  const toLeft = Math.cos((pan * Math.PI) / 2);
  const toRight = Math.sin((pan * Math.PI) / 2);
  const swell = SAMPLE_RATE * 0.7;
  let at = phase;
  for (let sample = start; sample < end; sample++) {
    const rise = Math.min(1, (sample - start) / swell, (end - sample) / swell);
    const loud = rise * rise * (3 - 2 * rise) * 0.05;
    const value =
      ((SINE[at & (TABLE - 1)] ?? 0) + 0.28 * (SINE[(at * 2.001) & (TABLE - 1)] ?? 0)) * loud;
    left[sample] = (left[sample] ?? 0) + value * toLeft;
    right[sample] = (right[sample] ?? 0) + value * toRight;
    at += step;
  }
}

interface Texture {
  readonly loudness: number;
  /** How bright the noise is: the share of each new sample. */
  readonly brightness: number;
  /** How fast it swells and ebbs, per second. */
  readonly tide: number;
}

function textureOf({ weather, place }: Shot): Texture {
  if (weather === "rain" || weather === "storm")
    return { loudness: 0.1, brightness: 0.45, tide: 0.4 };
  if (place === "underwater") return { loudness: 0.08, brightness: 0.02, tide: 0.8 };
  if (place === "ocean" || place === "beach" || place === "island")
    return { loudness: 0.1, brightness: 0.06, tide: 1.1 };
  if (place === "river" || place === "lake") return { loudness: 0.06, brightness: 0.14, tide: 0.9 };
  if (weather === "snow" || weather === "wind" || place === "mountains" || place === "desert")
    return { loudness: 0.05, brightness: 0.04, tide: 0.7 };
  if (place === "city" || place === "street" || place === "road")
    return { loudness: 0.04, brightness: 0.05, tide: 0.5 };
  return { loudness: 0.018, brightness: 0.03, tide: 1.1 };
}

/** Filtered noise, shaped by the place and the weather of each shot, with soft seams between them. */
function addTextures({ left, right }: Sound, plan: Plan, random: Random): void {
  const state = { left: 0, right: 0, lowLeft: 0, lowRight: 0 };
  let now = { loudness: 0, brightness: 0.05, tide: 1 };
  let end = 0;
  let start = 0;
  for (const shot of plan.shots) {
    const wanted = textureOf(shot);
    end += (shot.frames / FPS) * SAMPLE_RATE;
    for (; start < Math.min(left.length, end); start++) {
      now = {
        tide: wanted.tide,
        loudness: now.loudness + (wanted.loudness - now.loudness) * 0.0001,
        brightness: now.brightness + (wanted.brightness - now.brightness) * 0.0001,
      };
      const swell = 0.65 + 0.35 * Math.sin((start / SAMPLE_RATE) * now.tide + 1);
      state.left += now.brightness * (random.next() * 2 - 1 - state.left);
      state.right += now.brightness * (random.next() * 2 - 1 - state.right);
      state.lowLeft += 0.002 * (state.left - state.lowLeft);
      state.lowRight += 0.002 * (state.right - state.lowRight);
      left[start] = (left[start] ?? 0) + (state.left - state.lowLeft) * now.loudness * swell * 3;
      right[start] =
        (right[start] ?? 0) + (state.right - state.lowRight) * now.loudness * (1.3 - swell) * 3;
    }
  }
}

function addBells({ left, right }: Sound, plan: Plan, root: number): void {
  const scale = plan.mood === "dark" || plan.mood === "tense" ? [0, 3, 7, 10] : [0, 4, 7, 11];
  let start = Math.floor(SAMPLE_RATE * 0.05);
  for (const [index, { frames }] of plan.shots.entries()) {
    const frequency = root * 4 * 2 ** ((scale[index % scale.length] ?? 0) / 12);
    for (let sample = 0; sample < SAMPLE_RATE * 1.6 && start + sample < left.length; sample++) {
      const seconds = sample / SAMPLE_RATE;
      const loud = Math.min(1, sample / 200) * Math.exp(-seconds * 3.2) * 0.06;
      const value =
        (Math.sin(2 * Math.PI * frequency * seconds) +
          0.35 * Math.sin(2 * Math.PI * frequency * 2.756 * seconds) * Math.exp(-seconds * 5)) *
        loud;
      left[start + sample] = (left[start + sample] ?? 0) + value * 0.8;
      right[start + sample] = (right[start + sample] ?? 0) + value;
    }
    start += Math.floor((frames / FPS) * SAMPLE_RATE);
  }
}

/** Two short echoes across the sides, soft ends, and a gentle limit. */
function addRoom({ left, right }: Sound): void {
  const near = Math.floor(SAMPLE_RATE * 0.171);
  const far = Math.floor(SAMPLE_RATE * 0.233);
  const rise = SAMPLE_RATE * 0.35;
  const fall = SAMPLE_RATE * 0.7;
  const length = left.length;
  for (let sample = far; sample < length; sample++) {
    left[sample] = (left[sample] ?? 0) + (right[sample - near] ?? 0) * 0.22;
    right[sample] = (right[sample] ?? 0) + (left[sample - far] ?? 0) * 0.22;
  }
  for (let sample = 0; sample < length; sample++) {
    const loud = Math.min(1, sample / rise, (length - 1 - sample) / fall) * 1.25;
    left[sample] = Math.tanh((left[sample] ?? 0) * loud);
    right[sample] = Math.tanh((right[sample] ?? 0) * loud);
  }
}
