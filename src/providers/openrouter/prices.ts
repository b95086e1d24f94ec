import { dollars } from "../../money.ts";
import type { Model, Resolution } from "../provider.ts";
import type { FrameSize } from "../request/frame-size.ts";

/** By which frames a price in tokens is reckoned. */
const FRAMES_PER_SECOND = 24;
const PIXELS_PER_TOKEN = 1024;

/** `pricing_skus` as they are listed. */
export type Prices = Readonly<Record<string, string>>;

interface Shown {
  readonly prices: Prices;
  readonly resolutions: readonly Resolution[];
  readonly audio: boolean;
  /** What a resolution is called there. */
  readonly nameOf: (resolution: Resolution) => string;
  /** The largest frame in a resolution. */
  readonly frameOf: (resolution: Resolution) => FrameSize;
}

/**
 * Reads `pricing_skus` as dearly as it can be meant: for each resolution the highest price by second
 * that may hold for it. A resolution without one is left out.
 */
export function pricesBySecond(shown: Shown): Model["pricePerSecond"] {
  const entries = shown.resolutions.flatMap((resolution) => {
    const price = priceOf(resolution, shown);
    return price === undefined ? [] : [[resolution, dollars(price)] as const];
  });
  return Object.fromEntries(entries);
}

function priceOf(resolution: Resolution, shown: Shown): number | undefined {
  const { prices, audio, nameOf, frameOf } = shown;
  const name = nameOf(resolution).toLowerCase();
  const able = Object.entries(prices).filter(
    ([sku]) => isForSound(sku, audio) && [undefined, name].includes(resolutionIn(sku)),
  );
  // What names the resolution replaces what names none.
  const exact = able.filter(([sku]) => resolutionIn(sku) !== undefined);
  const amounts = (exact.length > 0 ? exact : able).flatMap(([sku, text]) => {
    const amount = bySecond(sku, amountIn(text), frameOf(resolution));
    return amount === undefined || !(amount >= 0) ? [] : [amount];
  });
  return amounts.length > 0 ? Math.max(...amounts) : undefined;
}

/** Not a number where nothing stands: an empty price is not 0. */
export function amountIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** Whether a price grows with the length of a film; one by megapixel is for what somebody else filmed. */
export function isBySecond(sku: string): boolean {
  if (sku.includes("megapixel") || sku.includes("input")) return false;
  return sku.includes("second") || sku.includes("video_tokens");
}

/** `duration_seconds…` is in dollars, `cents_per_…second…` in cents, `video_tokens…` by token. */
function bySecond(sku: string, amount: number, { width, height }: FrameSize): number | undefined {
  if (!isBySecond(sku)) return undefined;
  if (sku.includes("second")) return sku.includes("cents") ? amount / 100 : amount;
  return (amount * width * height * FRAMES_PER_SECOND) / PIXELS_PER_TOKEN;
}

function isForSound(sku: string, audio: boolean): boolean {
  return !sku.includes(audio ? "without_audio" : "with_audio");
}

function resolutionIn(sku: string): string | undefined {
  return /(?:^|_)(\d{3,4}p|\dk)(?:_|$)/.exec(sku.toLowerCase())?.[1];
}
