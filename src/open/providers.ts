import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import type { Pictures } from "../media/pictures.ts";
import type { Studio } from "../media/studio.ts";
import { createAnimaticProvider } from "../providers/animatic/animatic.ts";
import type { VideoProvider } from "../providers/provider.ts";
import { openModels } from "./models.ts";
import { STUDIOS } from "./studios.ts";

/** How long a picture may take to be made ready for a model, in ms. */
const PREPARING = 60_000;

const { now } = Date;

interface OpenDeps {
  readonly studio: Studio;
  /** Where drafts are drawn. */
  readonly folder: string;
  readonly log: Logger;
}

/** Every provider that is on; drafts are always. Throws `UserError` for a bad list of models. */
export async function openProviders(
  config: Config,
  { studio, folder, log }: OpenDeps,
): Promise<VideoProvider[]> {
  const catalogue = await openModels(config.modelsFile);
  const drafts = catalogue.filter(({ provider }) => provider === "animatic");
  const deps = { catalogue, preparePicture: preparing(studio.pictures), log };
  const opened = await Promise.all(STUDIOS.map((one) => one.open(config, deps)));
  const providers = [
    createAnimaticProvider({ worker: studio.worker, folder, models: drafts, now, log }),
    ...opened.filter((provider) => provider !== undefined),
  ];
  const { defaultModel } = config;
  const isThere = providers.some((one) => one.models().some(({ id }) => id === defaultModel));
  if (defaultModel !== undefined && !isThere) {
    log.warn({ model: defaultModel }, "DEFAULT_MODEL names a model that does not film here");
  }
  return providers;
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
