import type OpenAI from "openai";
import type { Logger } from "../../log.ts";
import type { Model } from "../provider.ts";
import { listedModels, namedModels, parseOpenAiModels } from "./offered-models.ts";
import type { ModelContext } from "./offered-models.ts";

const START_DEADLINE = 5_000;
/** How old a list may be, in ms: an empty one is asked for again soon. */
const FRESH = 10 * 60_000;
const FRESH_WHEN_EMPTY = 30_000;

interface OfferDeps {
  readonly client: OpenAI;
  /** The text of `OPENAI_MODELS`. */
  readonly named: string | undefined;
  readonly context: ModelContext;
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * What the server films with: what the operator named, else what the server lists. A list is asked
 * for at start, and again in the background when it is old; a server that is down keeps nothing from
 * starting.
 */
export async function offerModels(deps: OfferDeps): Promise<() => readonly Model[]> {
  const { client, named, context, now, log } = deps;
  if (named !== undefined) {
    const models = namedModels(parseOpenAiModels(named), context);
    return () => models;
  }

  let models: readonly Model[] = [];
  let askedAt = now();
  const ask = async (signal?: AbortSignal) => {
    askedAt = now();
    try {
      models = await listedModels(client, context, signal);
      log.debug({ provider: "openai", models: models.length }, "the server listed its models");
    } catch (error) {
      log.warn({ err: error, provider: "openai" }, "the server does not list its models");
    }
  };
  await ask(AbortSignal.timeout(START_DEADLINE));

  return () => {
    const isOld = now() - askedAt > (models.length > 0 ? FRESH : FRESH_WHEN_EMPTY);
    if (isOld) void ask();
    return models;
  };
}
