import type { Logger } from "../../log.ts";
import type { VideoProvider } from "../provider.ts";

/** How long a start waits for all providers together, in ms. */
const PATIENCE = 4_000;

/**
 * Which models their providers no longer have, by their own word: asked at start, all at once, for a
 * few seconds at most. A provider that does not answer keeps its models.
 */
export async function deadModels(
  providers: readonly VideoProvider[],
  log: Logger,
  patience = PATIENCE,
): Promise<ReadonlySet<string>> {
  const dead = await Promise.all(providers.map((provider) => deadOf(provider, log, patience)));
  return new Set(dead.flat());
}

async function deadOf(provider: VideoProvider, log: Logger, patience: number): Promise<string[]> {
  if (!provider.check) return [];
  const { name } = provider;
  try {
    const live = await inTime((signal) => provider.check?.(signal), patience);
    if (!live) return [];
    const dead = provider
      .models()
      .map(({ id }) => id)
      .filter((id) => !live.has(id));
    if (dead.length > 0) {
      log.warn(
        { provider: name, models: dead },
        "models that their provider no longer has are off",
      );
    }
    return dead;
  } catch (error) {
    log.warn({ err: error, provider: name }, "the provider does not say which models live");
    return [];
  }
}

/** Nothing when the time is over, whether the work heeds its signal or not. */
async function inTime<Answer>(
  work: (signal: AbortSignal) => Promise<Answer> | undefined,
  patience: number,
): Promise<Answer | undefined> {
  const stopping = new AbortController();
  const over = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    stopping.abort();
    over.resolve(undefined);
  }, patience);
  try {
    return await Promise.race([work(stopping.signal), over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
