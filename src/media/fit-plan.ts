import { MediaError } from "../errors.ts";
import { even } from "./even.ts";
import type { ClipFacts } from "./probe.ts";

/** With which figures a clip is encoded again. */
export interface FitPlan {
  readonly width: number;
  readonly height: number;
  /** Absent where the clip keeps its own. */
  readonly fps: number | undefined;
  /** Bits a second. */
  readonly videoBitrate: number;
  readonly audioBitrate: number | undefined;
  /** How far x264 may stray from the bitrate before it steers against it; 1 is its own default. */
  readonly rateTolerance: number;
}

/** The encoder overshoots by up to 7 %, more rarely than it undershoots. */
const AIM = 0.95;
/** Below this, a smaller picture looks better than a coarser one. */
const BITS_PER_PIXEL = 0.045;
/** Lengths of the shorter side. Larger ones need more memory than a small server has. */
const LADDER = [1080, 720, 540, 480, 360];
const MAX_FPS = 30;
/** A short clip is over before a lenient encoder is back on its way, and may come out too large. */
const SHORT = { seconds: 12, rateTolerance: 0.3 };
const LOWEST_VIDEO_BITRATE = 120_000;
const MAX_SECONDS = 600;
const MAX_PIXELS = 4096 * 2304;

/**
 * Decides how a clip is encoded to stay below `maxBytes`. Throws `MediaError` (`cannot-fit`) when
 * nothing worth looking at would be left of it.
 */
export function planFit(facts: ClipFacts, maxBytes: number): FitPlan {
  const { seconds, width, height } = facts;
  if (seconds > MAX_SECONDS || width * height > MAX_PIXELS)
    throw new MediaError(
      "cannot-fit",
      "The clip is too long or too large to be made smaller here.",
    );

  const fps = facts.fps > MAX_FPS + 0.5 ? MAX_FPS : undefined;
  const frames = seconds * (fps ?? facts.fps);
  const audioBitrate =
    facts.audioCodec === undefined ? undefined : soundFor((maxBytes * 8) / seconds);
  const container = 4_000 + frames * 16; // bytes
  const room = (maxBytes * AIM - container) * 8;
  const videoBitrate = Math.floor(room / seconds) - (audioBitrate ?? 0);
  if (videoBitrate < LOWEST_VIDEO_BITRATE)
    throw new MediaError("cannot-fit", "The clip is too long for the size that is allowed here.");

  const size = sizeFor(facts, videoBitrate / (fps ?? facts.fps));
  const rateTolerance = seconds < SHORT.seconds ? SHORT.rateTolerance : 1;
  return { ...size, fps, videoBitrate, audioBitrate, rateTolerance };
}

/** The next try, after an encode of `bytes` that was still too large. */
export function lower(plan: FitPlan, bytes: number, maxBytes: number): FitPlan {
  const videoBitrate = Math.floor(((plan.videoBitrate * maxBytes) / bytes) * 0.96);
  return { ...plan, videoBitrate };
}

/** The largest picture on the ladder that gets enough bits for each of its pixels. */
function sizeFor({ width, height }: ClipFacts, bitsPerFrame: number) {
  const shorter = Math.min(width, height);
  const steps = [shorter, ...LADDER].filter((step) => step <= Math.min(shorter, LADDER[0] ?? 0));
  const sizes = steps.map((step) => ({
    width: even((width / shorter) * step),
    height: even((height / shorter) * step),
  }));
  const fitting = sizes.find((size) => bitsPerFrame >= BITS_PER_PIXEL * size.width * size.height);
  return fitting ?? sizes.at(-1) ?? { width: even(width), height: even(height) };
}

function soundFor(bitrate: number): number {
  if (bitrate > 1_500_000) return 128_000;
  return bitrate > 600_000 ? 96_000 : 64_000;
}
