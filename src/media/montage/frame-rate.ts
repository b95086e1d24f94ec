/** Frames in a second, as the fraction that an encoder is told. */
export interface FrameRate {
  readonly frames: number;
  readonly seconds: number;
}

/** What cameras and models film with. */
const USUAL: readonly FrameRate[] = [
  ...[8, 10, 12, 15, 16, 24, 25, 30, 48, 50, 60].map((frames) => ({ frames, seconds: 1 })),
  ...[24_000, 30_000, 60_000].map((frames) => ({ frames, seconds: 1001 })),
];
const DEFAULT: FrameRate = { frames: 30, seconds: 1 };
/** By how much a counted rate may be off, as a share: a last frame may be shown for longer. */
const TOLERANCE = 0.004;

/** The usual rate nearest to one that was counted; 30 where none is near, as in films without a fixed one. */
export function frameRateNear(fps: number): FrameRate {
  const distance = (rate: FrameRate) => Math.abs(perSecond(rate) / fps - 1);
  const [nearest = DEFAULT] = USUAL.toSorted((one, other) => distance(one) - distance(other));
  return distance(nearest) <= TOLERANCE ? nearest : DEFAULT;
}

export function perSecond({ frames, seconds }: FrameRate): number {
  return frames / seconds;
}

export function framesIn(length: number, rate: FrameRate): number {
  return Math.max(1, Math.round(length * perSecond(rate)));
}

/** How filters spell it. */
export function spelled({ frames, seconds }: FrameRate): string {
  return `${frames}/${seconds}`;
}
