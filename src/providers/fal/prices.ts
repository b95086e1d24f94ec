import { z } from "zod";
import { isMissing, unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import type { Model } from "../provider.ts";
import { endpointsOf } from "./endpoint.ts";
import { falError, NAME } from "./failures.ts";

const Prices = z.looseObject({
  prices: z.array(
    z.looseObject({
      endpoint_id: z.string(),
      unit_price: z.number().nonnegative(),
      unit: z.string(),
      currency: z.string(),
    }),
  ),
});

/** What one unit of an endpoint's work costs, in US dollars. */
export interface UnitPrice {
  readonly endpoint: string;
  readonly usd: number;
  /** As fal writes it: `seconds`, `videos` and others. */
  readonly unit: string;
}

/** Asks what the endpoints of a model cost. Nothing when fal says that the model is gone. */
export async function askPrices(
  platform: JsonApi,
  model: Model,
  { now, signal }: { now: () => number; signal: AbortSignal },
): Promise<UnitPrice[] | undefined> {
  const endpoints = endpointsOf(model);
  const all = await askFor(endpoints);
  // One unknown endpoint fails the whole question, and a model lives while its first one does.
  return all ?? (endpoints.length > 1 ? askFor(endpoints.slice(0, 1)) : undefined);

  async function askFor(ids: readonly string[]): Promise<UnitPrice[] | undefined> {
    const query = new URLSearchParams(ids.map((id) => ["endpoint_id", id]));
    const path = `/v1/models/pricing?${query.toString()}`;
    const answer = await platform.answer(path, { method: "GET" }, signal);
    if (isMissing(answer)) return undefined;
    if (answer.status > 299) throw falError(answer, now);
    const parsed = Prices.safeParse(answer.body);
    if (!parsed.success) throw unreadableError(NAME, answer.body);
    return parsed.data.prices
      .filter(({ currency }) => currency.toUpperCase() === "USD")
      .map(({ endpoint_id: endpoint, unit_price: usd, unit }) => ({ endpoint, usd, unit }));
  }
}

/** What a second of a model's film costs at most by these prices; nothing when no unit is one of film. */
export function usdPerSecond(model: Model, prices: readonly UnitPrice[]): number | undefined {
  const { seconds, modeSeconds = {} } = model;
  const shortest = Math.min(...seconds, ...Object.values(modeSeconds).flat());
  const rates = prices.flatMap(({ usd, unit }) => {
    if (/^(?:video |output )?seconds?$/i.test(unit)) return [usd];
    return /^(?:videos?|generations?|requests?)$/i.test(unit) ? [usd / shortest] : [];
  });
  return rates.length > 0 ? Math.max(...rates) : undefined;
}
