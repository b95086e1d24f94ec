import type { Micros } from "../../money.ts";
import { dollars, sum } from "../../money.ts";
import type { VideoRequest } from "../provider.ts";
import type { Prices } from "./prices.ts";
import { amountIn, isBySecond } from "./prices.ts";

/** What a film costs beside its seconds, in dollars. */
export interface Extras {
  /** For itself. */
  readonly once: number;
  /** For each picture that it is given. */
  readonly picture: number;
  /** For each of these that is a reference, once more. */
  readonly reference: number;
  /** What it costs at least. */
  readonly minimum: number;
}

const NAMES: Readonly<Record<keyof Extras, RegExp>> = {
  minimum: /^minimum_/,
  reference: /^(?:cents_per_)?reference_images?/,
  picture: /image_input/,
  once: /^(?:cents_)?(?:per_)?generat/,
};
/** What nobody gives it here. */
const NEVER_GIVEN = /(?:video|audio)_input/;

/** Reads what stands in `pricing_skus` beside the prices by second. */
export function extrasIn(prices: Prices): Extras {
  const of = (name: keyof Extras) => {
    const amounts = Object.entries(prices).filter(([sku]) => NAMES[name].test(sku.toLowerCase()));
    return Math.max(0, ...amounts.map(([sku, text]) => inDollars(sku, text)));
  };
  return {
    once: of("once"),
    picture: of("picture"),
    reference: of("reference"),
    minimum: of("minimum"),
  };
}

/** The prices that nobody here can read: whoever films by them does not know what it costs. */
export function unreadSkus(prices: Prices): string[] {
  return Object.entries(prices)
    .filter(([sku, text]) => !isRead(sku.toLowerCase()) || !(amountIn(text) >= 0))
    .map(([sku]) => sku);
}

/** What a request costs that costs so much by its seconds. */
export function withExtras(
  bySecond: Micros,
  { pictures }: VideoRequest,
  { once, picture, reference, minimum }: Extras,
): Micros {
  const references = pictures.filter(({ role }) => role === "reference").length;
  const more = once + picture * pictures.length + reference * references;
  const price = sum([bySecond, dollars(more)]);
  const least = dollars(minimum);
  return price > least ? price : least;
}

function isRead(sku: string): boolean {
  if (isBySecond(sku) || NEVER_GIVEN.test(sku)) return true;
  return Object.values(NAMES).some((name) => name.test(sku));
}

function inDollars(sku: string, text: string): number {
  const amount = amountIn(text);
  if (!(amount >= 0)) return 0;
  return sku.includes("cents") ? amount / 100 : amount;
}
