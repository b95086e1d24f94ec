import { ProviderError, UserError } from "../errors.ts";
import { finerRequest } from "./catalogue/finer.ts";
import { fitRequest, fits, isOfItsKind } from "./catalogue/fit-request.ts";
import type { Wish } from "./catalogue/fit-request.ts";
import { said } from "../said.ts";
import type { Said } from "../said.ts";
import { listPrice } from "./request/list-price.ts";
import type { Model, VideoProvider, VideoRequest } from "./provider.ts";

export { fitRequest } from "./catalogue/fit-request.ts";
export type { Wish } from "./catalogue/fit-request.ts";
export { picturesFor } from "./catalogue/pictures.ts";
export { nearestSeconds, nearestWish } from "./catalogue/nearest.ts";
export { describeModel } from "./catalogue/model-words.ts";
export { deadModels } from "./catalogue/dead-models.ts";
export { secondsFor } from "./request/mode-seconds.ts";
export { styledPrompt } from "./request/styled-prompt.ts";
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

  /** Who films here beside drafts, by the provider's name. */
  studios(): readonly string[];

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

  /** The same catalogue as one guild has it. */
  within(guild: GuildModels): Catalogue;

  /** The same request on a better model; nothing when there is none. */
  finer(request: VideoRequest): VideoRequest | undefined;
}

/** What a guild has decided about models; what it left open follows the operator. */
export interface GuildModels {
  /** The only ones on offer there. */
  readonly models?: readonly string[] | undefined;
  /** What films when nobody names a model. */
  readonly model?: string | undefined;
}

export interface CatalogueDeps {
  readonly providers: readonly VideoProvider[];
  readonly now: () => number;
  /** The ids of models that their providers no longer have. */
  readonly dead?: ReadonlySet<string>;
  /** The id that `DEFAULT_MODEL` names. */
  readonly defaultModel?: string | undefined;
  readonly random?: () => number;
}

export function createCatalogue(deps: CatalogueDeps, guild: GuildModels = {}): Catalogue {
  const { providers, now, dead = new Set(), random = Math.random } = deps;
  const { models: allowed, model: defaultModel = deps.defaultModel } = guild;
  const all = () => providers.flatMap((provider) => provider.models());

  function offered(): readonly Model[] {
    const today = new Date(now()).toISOString().slice(0, 10);
    return all().filter(
      (model) =>
        isLive(model, today) && !dead.has(model.id) && isPriced(model) && isAllowed(model, allowed),
    );
  }

  function find(id: string): Model {
    const models = offered();
    const model = models.find((candidate) => candidate.id === id);
    if (model) return model;
    const retiredOn = all().find((candidate) => candidate.id === id)?.retiresOn;
    const isKnown = all().some((known) => known.id === id);
    const why = whyNot(id, { retiredOn, isDead: isKnown && dead.has(id), isKnown });
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

    studios: () => providers.map(({ name }) => name).filter((name) => name !== DRAFTS),

    providerOf(name) {
      const provider = providers.find((candidate) => candidate.name === name);
      if (provider) return provider;
      throw new ProviderError(name, "auth", `${name} is no longer set up here.`);
    },

    request(wish, modelId) {
      const model = modelId === undefined ? modelFor(wish) : find(modelId);
      return fitRequest(wish, model, { offered: offered(), random });
    },

    within: (rules) => createCatalogue(deps, rules),

    finer: (request) => finerRequest(request, { offered: offered(), usual: defaultModel, isDraft }),
  };
}

function whyNot(
  id: string,
  {
    retiredOn,
    isDead,
    isKnown,
  }: { retiredOn: string | undefined; isDead: boolean; isKnown: boolean },
): Said {
  if (retiredOn) return said("{{id}} was retired on {{retiredOn}}.", { id, retiredOn });
  if (isDead) return said("Its studio no longer has {{id}}.", { id });
  if (isKnown) return said("{{id}} does not film here.", { id });
  return said("There is no model “{{id}}”.", { id });
}

function isAllowed({ id }: Model, allowed: readonly string[] | undefined): boolean {
  return allowed === undefined || allowed.includes(id);
}

function isLive({ retiresOn }: Model, today: string): boolean {
  return retiresOn === undefined || today <= retiresOn;
}

function isPriced({ resolutions, pricePerSecond }: Model): boolean {
  return resolutions.every((name) => pricePerSecond[name] !== undefined);
}

/** Whether it only sketches a video: drawn here, free, and not AI video. */
export function isDraft({ provider }: Pick<Model, "provider">): boolean {
  return provider === DRAFTS;
}

/** Models that can film the wish; drafts come last although they are free. */
function cheapestFirst(wish: Wish, models: readonly Model[]): Model[] {
  const price = (model: Model) => listPrice(fitRequest(wish, model), model);
  return models.toSorted(
    (one, other) => Number(isDraft(one)) - Number(isDraft(other)) || price(one) - price(other),
  );
}
