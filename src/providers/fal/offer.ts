import type { Logger } from "../../log.ts";
import { dollars } from "../../money.ts";
import type { Micros } from "../../money.ts";
import type { JsonApi } from "../http.ts";
import type { Model, Resolution } from "../provider.ts";
import { reportedCost } from "../request/reported-cost.ts";
import { NAME } from "./failures.ts";
import { askPrices, usdPerSecond } from "./prices.ts";
import type { UnitPrice } from "./prices.ts";

const DEADLINE = 5_000;
/** How old prices may be, in ms: those that could not be had are asked for again soon. */
const FRESH = 6 * 3_600_000;
const FRESH_WHEN_FAILED = 10 * 60_000;

/** What fal films with, and what it costs there now. */
export interface Offer {
  /** At the price of the catalogue, or the live one where that is higher. */
  models(): readonly Model[];
  /** Which of them live, as far as fal says. */
  live(): ReadonlySet<string>;
  /** What so many units of an endpoint's work cost, where its price is known. */
  costOf(endpoint: string, units: number | undefined): Micros | undefined;
}

interface OfferDeps {
  readonly platform: JsonApi;
  readonly known: readonly Model[];
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Asks for prices at start, and again in the background when they are old. Without an answer the
 * catalogue's prices stand; nothing here keeps the bot from starting.
 */
export async function createOffer({ platform, known, now, log }: OfferDeps): Promise<Offer> {
  const prices = new Map<string, readonly UnitPrice[]>();
  const gone = new Set<string>();
  let models = known;
  let freshUntil = now() + FRESH;

  async function askOne(model: Model, signal: AbortSignal): Promise<void> {
    const answer = await askPrices(platform, model, { now, signal });
    if (!answer) return void gone.add(model.id);
    gone.delete(model.id);
    prices.set(model.id, answer);
  }

  async function ask(): Promise<void> {
    freshUntil = now() + FRESH;
    const today = new Date(now()).toISOString().slice(0, 10);
    const alive = known.filter(({ retiresOn = today }) => today <= retiresOn);
    const signal = AbortSignal.timeout(DEADLINE);
    const answers = await Promise.allSettled(alive.map((model) => askOne(model, signal)));
    models = known.map((model) => priced(model, prices.get(model.id) ?? []));
    const failure = answers.find((answer) => answer.status === "rejected");
    // Where nothing is known at all, it is not the models that are gone but the list of prices.
    const isListGone = alive.length > 1 && alive.every(({ id }) => gone.has(id));
    if (isListGone) gone.clear();
    if (!failure && !isListGone) return;
    freshUntil = now() + FRESH_WHEN_FAILED;
    log.warn({ err: failure?.reason, provider: NAME }, "not all prices could be asked for");
  }
  await ask();

  return {
    models() {
      if (now() > freshUntil) void ask();
      return models;
    },
    live: () => new Set(known.map(({ id }) => id).filter((id) => !gone.has(id))),
    costOf(endpoint, units) {
      const price = [...prices.values()].flat().find((one) => one.endpoint === endpoint);
      return price && units !== undefined ? reportedCost(price.usd * units) : undefined;
    },
  };
}

/** A live price may only raise what is reserved: what is truly billed settles it. */
function priced(model: Model, live: readonly UnitPrice[]): Model {
  const usd = usdPerSecond(model, live);
  if (usd === undefined) return model;
  const floor = dollars(usd);
  const prices = model.resolutions.map((name): [Resolution, Micros] => {
    const listed = model.pricePerSecond[name] ?? floor;
    return [name, listed > floor ? listed : floor];
  });
  return { ...model, pricePerSecond: Object.fromEntries(prices) };
}
