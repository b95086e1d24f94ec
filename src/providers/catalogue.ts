import { ProviderError, UserError } from "../errors.ts";
import { finerRequest } from "./catalogue/finer.ts";
import { fitRequest, fits, isOfItsKind } from "./catalogue/fit-request.ts";
import type { Wish } from "./catalogue/fit-request.ts";
import { said } from "../said.ts";
import { listPrice } from "./request/list-price.ts";
import type { Model, VideoProvider, VideoRequest } from "./provider.ts";

export { fitRequest } from "./catalogue/fit-request.ts";
export type { Wish } from "./catalogue/fit-request.ts";
export { nearestWish } from "./catalogue/nearest.ts";
export { describeModel } from "./catalogue/model-words.ts";
export { readModels } from "./catalogue/models-file.ts";

const DRAFTS = "animatic";

/** Which models film here now, and who films with them. */
export interface Catalogue {
  /** What people may choose: not retired, its price known, its provider set up. */
  offered(): readonly Model[];

  /** A model on offer. Throws `UserError` that says what there is instead. */
  find(id: string): Model;

  /** A model that a running job was begun with, retired or not. */
  known(id: string): Model | undefined;

  /** Throws `ProviderError` (`auth`) when that provider is no longer set up. */
  providerOf(name: string): VideoProvider;

  /**
   * Which model films a wish when nobody named one: the operator's default unless it takes no such
   * pictures, else the cheapest that can other than drafts, else the draft. Throws `UserError` when
   * nothing films here.
   */
  modelFor(wish: Wish): Model;

  /** The wish as a request to the model named, or to the usual one. Throws `UserError`. */
  request(wish: Wish, modelId?: string): VideoRequest;

  /** The same request on a better model. Throws `UserError` when there is none. */
  finer(request: VideoRequest): VideoRequest;
}

export interface CatalogueDeps {
  readonly providers: readonly VideoProvider[];
  readonly now: () => number;
  /** The id that `DEFAULT_MODEL` names. */
  readonly defaultModel?: string | undefined;
  readonly random?: () => number;
}

export function createCatalogue({
  providers,
  now,
  defaultModel,
  random = Math.random,
}: CatalogueDeps): Catalogue {
  const all = () => providers.flatMap((provider) => provider.models());

  function offered(): readonly Model[] {
    const today = new Date(now()).toISOString().slice(0, 10);
    return all().filter((model) => isLive(model, today) && isPriced(model));
  }

  function find(id: string): Model {
    const models = offered();
    const model = models.find((candidate) => candidate.id === id);
    if (model) return model;
    const retiredOn = all().find((candidate) => candidate.id === id)?.retiresOn;
    const why = retiredOn
      ? said("{{id}} was retired on {{retiredOn}}.", { id, retiredOn })
      : said("There is no model “{{id}}”.", { id });
    const others = models.slice(0, 5).map((candidate) => candidate.id);
    throw others.length > 0
      ? new UserError("{{why}} Try {{others, or}}.", { why, others })
      : new UserError(why.sentence, why.params);
  }

  function modelFor(wish: Wish): Model {
    const models = offered();
    const usual = models.find(({ id }) => id === defaultModel);
    if (usual && isOfItsKind(wish, usual)) return usual;
    const able = models.filter((model) => fits(wish, model));
    const choice = cheapestFirst(wish, able)[0] ?? usual ?? models.find(isDraft) ?? models[0];
    if (!choice) throw new UserError("No model is set up here; the operator must add one.");
    return choice;
  }

  return {
    offered,
    find,
    modelFor,
    known: (id) => all().find((model) => model.id === id),

    providerOf(name) {
      const provider = providers.find((candidate) => candidate.name === name);
      if (provider) return provider;
      throw new ProviderError(name, "auth", `${name} is no longer set up here.`);
    },

    request(wish, modelId) {
      const model = modelId === undefined ? modelFor(wish) : find(modelId);
      return fitRequest(wish, model, { offered: offered(), random });
    },

    finer: (request) => finerRequest(request, { offered: offered(), usual: defaultModel, isDraft }),
  };
}

function isLive({ retiresOn }: Model, today: string): boolean {
  return retiresOn === undefined || today <= retiresOn;
}

function isPriced({ resolutions, pricePerSecond }: Model): boolean {
  return resolutions.every((name) => pricePerSecond[name] !== undefined);
}

function isDraft({ provider }: Model): boolean {
  return provider === DRAFTS;
}

/** Models that can film the wish; drafts come last although they are free. */
function cheapestFirst(wish: Wish, models: readonly Model[]): Model[] {
  const price = (model: Model) => listPrice(fitRequest(wish, model), model);
  return models.toSorted(
    (one, other) => Number(isDraft(one)) - Number(isDraft(other)) || price(one) - price(other),
  );
}
