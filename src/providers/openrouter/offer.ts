import type { Logger } from "../../log.ts";
import type { JsonApi } from "../http.ts";
import type { Micros } from "../../money.ts";
import type { Model, VideoRequest } from "../provider.ts";
import { quoteByList } from "../request/quote.ts";
import { describedModel } from "./described.ts";
import type { Extras } from "./extras.ts";
import { extrasIn, unreadSkus, withExtras } from "./extras.ts";
import type { Listed } from "./listing.ts";
import { listModels } from "./listing.ts";
import { NAME } from "./name.ts";

/** How old the list may be, in ms: what could not be had is asked for again soon. */
const FRESH = 60 * 60_000;
const FRESH_WHEN_MISSING = 60_000;
/** How long a list that nobody waits for may take, in ms. */
const PATIENCE = 30_000;

interface OfferDeps {
  readonly api: JsonApi;
  /** Every entry of the catalogue: ids are unique over all providers. */
  readonly catalogue: readonly Model[];
  readonly now: () => number;
  readonly log: Logger;
}

/** What OpenRouter films with: as the catalogue says, until its own list is here and says better. */
export interface Offer {
  models(): readonly Model[];
  /** What a request costs at most. Throws `UserError` for what is not offered. */
  quote(request: VideoRequest): Micros;
  /** Asks for the list, and answers which of the models live. */
  check(signal: AbortSignal): Promise<ReadonlySet<string>>;
}

export function createOffer({ api, catalogue, now, log }: OfferDeps): Offer {
  const presets = catalogue.filter(({ provider }) => provider === NAME);
  const taken = new Set(catalogue.map(({ id }) => id));
  let models: readonly Model[] = presets;
  let extras: ReadonlyMap<string, Extras> = new Map();
  let listedAt: number | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(signal: AbortSignal): Promise<readonly Listed[]> {
    askedAt = now();
    const listed = await listModels(api, signal);
    models = mergedWith(listed);
    extras = new Map(listed.map(({ id, pricing_skus: skus }) => [id, extrasIn(skus ?? {})]));
    tellUnread(listed);
    listedAt = now();
    log.debug({ provider: NAME, models: models.length }, "the provider listed its models");
    return listed;
  }

  function tellUnread(listed: readonly Listed[]): void {
    const unread = listed.flatMap(({ id, pricing_skus: skus }) =>
      unreadSkus(skus ?? {}).map((sku) => `${id}: ${sku}`),
    );
    if (unread.length === 0) return;
    log.warn({ provider: NAME, unread }, "models with prices that cannot be read are not offered");
  }

  function askInBackground(): void {
    ask(AbortSignal.timeout(PATIENCE)).catch((error: unknown) => {
      log.warn({ err: error, provider: NAME }, "the provider does not list its models");
    });
  }

  /** Presets stay even when they are gone: jobs that run still need to know their model. */
  function mergedWith(listed: readonly Listed[]): Model[] {
    const known = presets.map((preset) => {
      const entry = listed.find(({ id }) => id === preset.name);
      return (entry && describedModel(entry, preset)) ?? preset;
    });
    const names = new Set(presets.map(({ name }) => name));
    const others = listed
      .filter(({ id }) => !names.has(id))
      .flatMap((entry) => describedModel(entry, undefined) ?? [])
      .map((model) => (taken.has(model.id) ? { ...model, id: `${NAME}/${model.id}` } : model));
    return [...known, ...others.filter(isPriced)];
  }

  return {
    models() {
      const isOld = now() - (listedAt ?? Number.NEGATIVE_INFINITY) > FRESH;
      if (isOld && now() - askedAt > FRESH_WHEN_MISSING) askInBackground();
      return models;
    },

    quote(request) {
      const bySecond = quoteByList(request, models);
      const name = models.find(({ id }) => id === request.model)?.name ?? "";
      const more = extras.get(name);
      return more ? withExtras(bySecond, request, more) : bySecond;
    },

    async check(signal) {
      const listed = await ask(signal);
      const names = new Set(listed.map(({ id }) => id));
      return new Set(models.filter(({ name }) => names.has(name)).map(({ id }) => id));
    },
  };
}

function isPriced({ pricePerSecond }: Model): boolean {
  return Object.keys(pricePerSecond).length > 0;
}
