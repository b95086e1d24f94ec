import { z } from "zod";
import { unreadableError } from "../http.ts";
import type { Model } from "../provider.ts";
import { endpointOf } from "./task.ts";
import type { Families } from "./task.ts";

const Entry = z.union([
  z.string().transform((slug) => [slug]),
  z
    .looseObject({
      slug: z.string().optional(),
      endpoint: z.string().optional(),
      id: z.string().optional(),
      name: z.string().optional(),
    })
    .transform(({ slug, endpoint, id, name }) =>
      [slug, endpoint, id, name].filter((word) => word !== undefined),
    ),
]);
const Entries = z.array(Entry.catch([]));
const List = z.union([
  Entries,
  z.looseObject({ models: Entries }).transform(({ models }) => models),
  z.looseObject({ data: Entries }).transform(({ data }) => data),
]);

/**
 * Which models are in a provider's list of slugs, however it writes one: a model lives while the slug
 * of one of its modes does. A list as long as `mostListed` says nothing about what it leaves out.
 * Throws `ProviderError` for what is no such list.
 */
export function liveModels(
  provider: string,
  models: readonly Model[],
  answer: unknown,
  families: Families,
  mostListed = Number.POSITIVE_INFINITY,
): ReadonlySet<string> {
  const list = List.safeParse(answer);
  const slugs = new Set(list.data?.flat());
  if (slugs.size === 0) throw unreadableError(provider);
  if (list.data && list.data.length >= mostListed) return new Set(models.map(({ id }) => id));
  const lives = (model: Model) =>
    model.modes.some((mode) => slugs.has(endpointOf(model, mode, families)?.id ?? ""));
  return new Set(models.filter(lives).map(({ id }) => id));
}
