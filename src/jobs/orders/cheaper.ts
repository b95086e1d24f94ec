import { UserError } from "../../errors.ts";
import { isDraft, secondsFor } from "../../providers/catalogue.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { Model, VideoRequest } from "../../providers/provider.ts";
import type { Cheaper } from "../job.ts";

/**
 * The cheapest way to the same wish, in its mode, shape and size and from its pictures: as long on
 * another model, else shorter on the same one, else a draft. `undefined` when nothing costs less.
 */
export async function cheaperThan(
  request: VideoRequest,
  quote: number,
  catalogue: Catalogue,
): Promise<Cheaper | undefined> {
  const models = catalogue.offered();
  const others = models.filter(({ id }) => id !== request.model);
  const asLong = (able: readonly Model[]) =>
    able.flatMap(({ id }) => onModel(id, request, catalogue) ?? []);
  const ways = [
    asLong(others.filter((model) => !isDraft(model))),
    shorter(
      request,
      models.find(({ id }) => id === request.model),
    ),
    asLong(others.filter(isDraft)),
  ];
  for (const requests of ways) {
    const found = await cheapestOf(requests, quote, catalogue);
    if (found) return found;
  }
  return undefined;
}

/** The same wish on another model; nothing where that would change it. */
function onModel(id: string, request: VideoRequest, catalogue: Catalogue) {
  const { model: _model, mode: _mode, ...wish } = request;
  try {
    const other = catalogue.request(wish, id);
    return whatOf(other) === whatOf(request) ? other : undefined;
  } catch (error) {
    // A model that cannot film this wish is no way to it.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What stays as it is, whoever films it and for how long. */
function whatOf({ mode, aspect, resolution, pictures, source, shots }: VideoRequest): string {
  const files = pictures.map(({ file, role }) => [file, role]);
  return JSON.stringify([mode, aspect, resolution, files, source, shots]);
}

function shorter(request: VideoRequest, model: Model | undefined): VideoRequest[] {
  // Each of several shots has its own length.
  if (!model || request.shots) return [];
  return secondsFor(model, request.mode)
    .filter((seconds) => seconds < request.seconds)
    .map((seconds) => ({ ...request, seconds }));
}

async function cheapestOf(
  requests: readonly VideoRequest[],
  quote: number,
  catalogue: Catalogue,
): Promise<Cheaper | undefined> {
  let best: Cheaper | undefined;
  for (const request of requests) {
    const provider = catalogue.providerOf(catalogue.find(request.model).provider);
    const price = await provider.quote(request);
    if (price < (best?.quote ?? quote)) best = { request, provider: provider.name, quote: price };
  }
  return best;
}
