import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import type { Pictures } from "../media/pictures.ts";
import type { Studio } from "../media/studio.ts";
import { createAnimaticProvider } from "../providers/animatic/animatic.ts";
import { readModels } from "../providers/catalogue.ts";
import type { Model, VideoProvider } from "../providers/provider.ts";

// Who films, as the configuration chooses. What is heavy is loaded only when it is used.

/** How long a picture may take to be made ready for a model, in ms. */
const PREPARING = 60_000;

const { now } = Date;

interface OpenDeps {
  readonly studio: Studio;
  /** Where drafts are drawn. */
  readonly folder: string;
  readonly log: Logger;
}

interface ProviderDeps extends OpenDeps {
  readonly models: readonly Model[];
}

/** Every provider that is on; drafts are always. Throws `UserError` for a bad list of models. */
export async function openProviders(config: Config, given: OpenDeps): Promise<VideoProvider[]> {
  const deps = { ...given, models: readModels(config.modelsFile) };
  const { studio, folder, log } = deps;
  const drafts = deps.models.filter(({ provider }) => provider === "animatic");
  const providers = [
    createAnimaticProvider({ worker: studio.worker, folder, models: drafts, now, log }),
    ...(config.openai ? [await openOpenAi(config.openai, deps)] : []),
    ...(config.fal ? [await openFal(config.fal, deps)] : []),
    ...(config.openrouter ? [await openOpenRouter(config.openrouter, deps)] : []),
    ...(config.muapi ? [await openMuApi(config.muapi, deps)] : []),
    ...(config.eachlabs ? [await openEachLabs(config.eachlabs, deps)] : []),
  ];
  const { defaultModel } = config;
  const isThere = providers.some((one) => one.models().some(({ id }) => id === defaultModel));
  if (defaultModel !== undefined && !isThere) {
    log.warn({ model: defaultModel }, "DEFAULT_MODEL names a model that does not film here");
  }
  return providers;
}

async function openOpenAi(
  config: NonNullable<Config["openai"]>,
  { models, studio, log }: ProviderDeps,
): Promise<VideoProvider> {
  const { createOpenAiProvider } = await import("../providers/openai/openai.ts");
  return createOpenAiProvider(config, {
    catalogue: models,
    preparePicture: preparing(studio.pictures),
    log,
  });
}

async function openFal(
  config: NonNullable<Config["fal"]>,
  { models, studio, log }: ProviderDeps,
): Promise<VideoProvider> {
  const { createFalProvider } = await import("../providers/fal/fal.ts");
  const preparePicture = preparing(studio.pictures);
  return createFalProvider(config, { catalogue: models, preparePicture, log });
}

async function openOpenRouter(
  config: NonNullable<Config["openrouter"]>,
  { models, studio, log }: ProviderDeps,
): Promise<VideoProvider> {
  const { createOpenRouterProvider } = await import("../providers/openrouter/openrouter.ts");
  const preparePicture = preparing(studio.pictures);
  return createOpenRouterProvider(config, { catalogue: models, preparePicture, log });
}

async function openMuApi(
  config: NonNullable<Config["muapi"]>,
  { models, studio }: ProviderDeps,
): Promise<VideoProvider> {
  const { createMuApiProvider } = await import("../providers/muapi/muapi.ts");
  return createMuApiProvider(config, {
    catalogue: models,
    preparePicture: preparing(studio.pictures),
  });
}

async function openEachLabs(
  config: NonNullable<Config["eachlabs"]>,
  { models, studio }: ProviderDeps,
): Promise<VideoProvider> {
  const { createEachLabsProvider } = await import("../providers/eachlabs/eachlabs.ts");
  return createEachLabsProvider(config, {
    catalogue: models,
    preparePicture: preparing(studio.pictures),
  });
}

/** Makes a picture ready for a model: exactly its size, as JPEG. */
function preparing(pictures: Pictures) {
  return (from: string, to: string, width: number, height: number) =>
    pictures.prepare({
      from,
      to,
      width,
      height,
      format: "jpeg",
      signal: AbortSignal.timeout(PREPARING),
    });
}
