import { MediaError } from "../../errors.ts";
import { even } from "../even.ts";
import { readSetup } from "../mp4/setup.ts";
import { probeClip } from "../probe.ts";
import type { ClipFacts } from "../probe.ts";
import type { Size, Take } from "./graphs.ts";

/** A clip as a montage sees it. */
export interface Shot extends Take {
  readonly facts: ClipFacts;
}

const LONGEST = 600; // seconds of all together
const MAX_PIXELS = 4096 * 2304;
const SHORTER_SIDE = 1080; // larger films need more memory than a small server has

/** By how much a sound may go on after the last picture without being waited for, in seconds. */
const AFTERGLOW = 0.1;

/** Reads clips for a montage. Throws `MediaError`: `broken`, or `cannot-fit` where they are too much. */
export async function readShots(paths: readonly string[]): Promise<readonly Shot[]> {
  const shots = await Promise.all(paths.map(readShot));
  const seconds = shots.reduce((total, shot) => total + shot.seconds, 0);
  const isHuge = shots.some(({ facts }) => facts.width * facts.height > MAX_PIXELS);
  if (seconds > LONGEST || isHuge)
    throw new MediaError("cannot-fit", "The clips are too long or too large to be put together.");
  return shots;
}

async function readShot(path: string): Promise<Shot> {
  const [facts, told] = await Promise.all([probeClip(path), readSetup(path)]);
  const pictures = told.seconds > 0 ? Math.min(told.seconds, facts.seconds) : facts.seconds;
  const seconds = facts.seconds - pictures > AFTERGLOW ? facts.seconds : pictures;
  const setup = { ...told, seconds: pictures };
  return { path, facts, rotation: facts.rotation, seconds, setup };
}

/** Whether films can be put behind each other as they are. */
export function canBeJoined(shots: readonly Shot[]): boolean {
  const [first] = shots;
  return shots.every(
    ({ facts, setup, seconds }) =>
      facts.videoCodec === "avc1" &&
      facts.rotation === 0 &&
      setup.isUncut &&
      setup.seconds === seconds &&
      setup.decoding === first?.setup.decoding &&
      Math.abs(facts.fps - first.facts.fps) < 0.1,
  );
}

/** The size of a film in which one of this size is to be seen whole. */
export function workingSize({ width, height }: Size): Size {
  const scale = Math.min(1, SHORTER_SIDE / Math.min(width, height));
  return { width: even(width * scale), height: even(height * scale) };
}
