import { UserError } from "../../errors.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { VideoRequest } from "../../providers/provider.ts";
import type { Cheaper } from "../job.ts";

/**
 * The nearest way to the same wish that costs less: the dearest of what is cheaper, first with the
 * same length on another model, else shorter with the same one. `undefined` when there is none.
 */
export async function cheaperThan(
  request: VideoRequest,
  quote: number,
  catalogue: Catalogue,
): Promise<Cheaper | undefined> {
  const others = catalogue.offered().filter(({ id }) => id !== request.model);
  const asLong = others.map(({ id }) => ({ id, seconds: request.seconds }));
  const model = catalogue.offered().find(({ id }) => id === request.model);
  const shorter = (model?.seconds ?? [])
    .filter((seconds) => seconds < request.seconds)
    .map((seconds) => ({ id: request.model, seconds }));
  return (
    (await dearestBelow(asLong, request, quote, catalogue)) ??
    (await dearestBelow(shorter, request, quote, catalogue))
  );
}

async function dearestBelow(
  ways: readonly { id: string; seconds: number }[],
  request: VideoRequest,
  quote: number,
  catalogue: Catalogue,
): Promise<Cheaper | undefined> {
  const { model: _model, mode: _mode, ...wish } = request;
  let best: Cheaper | undefined;
  for (const { id, seconds } of ways) {
    try {
      const cheaper = catalogue.request({ ...wish, seconds }, id);
      const provider = catalogue.providerOf(catalogue.find(id).provider);
      const price = await provider.quote(cheaper);
      if (price < quote && price > (best?.quote ?? -1)) {
        best = { request: cheaper, provider: provider.name, quote: price };
      }
    } catch (error) {
      // A model that cannot film this wish is no way to it.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return best;
}
