import { ProviderError } from "../errors.ts";
import type { VideoProvider } from "../providers/provider.ts";
import type { Metrics } from "./metrics.ts";

/** The same provider, whose calls are counted by their outcome. */
export function watchProvider(provider: VideoProvider, metrics: Metrics): VideoProvider {
  function counted<Given extends unknown[], Answer>(
    call: string,
    ask: (...given: Given) => Promise<Answer>,
  ) {
    return async (...given: Given): Promise<Answer> => {
      try {
        const answer = await ask(...given);
        metrics.called({ provider: provider.name, call, outcome: "ok" });
        return answer;
      } catch (error) {
        const outcome = error instanceof ProviderError ? error.kind : "broken";
        metrics.called({ provider: provider.name, call, outcome });
        throw error;
      }
    };
  }

  return {
    ...provider,
    // It may change with what a search has learned.
    get unclearMeans() {
      return provider.unclearMeans;
    },
    submit: counted("submit", provider.submit),
    poll: counted("poll", provider.poll),
    open: counted("open", provider.open),
    cancel: counted("cancel", provider.cancel),
    find: counted("find", provider.find),
  };
}
