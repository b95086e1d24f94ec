import { ProviderError } from "../../errors.ts";
import { createJsonApi, readBaseUrl, unreadableError } from "../http.ts";
import type { CallLimits } from "../http.ts";
import type { Model, VideoProvider } from "../provider.ts";
import { isLoss } from "../request/is-loss.ts";
import { liveModels } from "../request/live-models.ts";
import type { PreparePicture } from "../request/prepared-pictures.ts";
import { quoteByList } from "../request/quote.ts";
import { sendSubmission } from "../request/send-submission.ts";
import { asItsFamilyCan } from "../request/task.ts";
import { callFor } from "./call.ts";
import { FAMILIES } from "./families.ts";
import { NAME } from "./name.ts";
import { Clip, Handle, Prediction, Taken, toSnapshot } from "./prediction.ts";
import { readWebhook } from "./webhook.ts";

const OWN_SERVER = "https://api.muapi.ai/api/v1";

export interface MuApiConfig {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly limits?: CallLimits;
}

export interface MuApiDeps {
  /** The catalogue's entries; those of other providers are left alone. */
  readonly catalogue: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly now?: () => number;
}

/**
 * Films with MuAPI: each model and mode is a path of its own. It tells what each film cost, cannot
 * cancel, lists nothing that runs, and does not sign its webhooks, so that they are hints only.
 */
export function createMuApiProvider(
  { apiKey, baseUrl, limits }: MuApiConfig,
  { catalogue, preparePicture, now = Date.now }: MuApiDeps,
): VideoProvider {
  const api = createJsonApi({
    provider: NAME,
    baseUrl: readBaseUrl(baseUrl ?? OWN_SERVER, "MUAPI_URL"),
    credentials: { "x-api-key": apiKey },
    limits,
    now,
  });
  const models = catalogue
    .filter(({ provider }) => provider === NAME)
    .flatMap((model) => asItsFamilyCan(model, FAMILIES) ?? []);

  return {
    name: NAME,
    models: () => models,
    unclearMeans: "charged",

    async check(signal) {
      return liveModels(NAME, models, await api.get("/models", signal), FAMILIES);
    },

    async quote(request) {
      return quoteByList(request, models);
    },

    async submit(submission, signal, stopping) {
      const deps = { provider: NAME, models, preparePicture, signal, stopping };
      return sendSubmission(submission, deps, {
        prepare: (model, pictures, dropped) =>
          callFor(submission, { model, pictures, api, signal: dropped }),
        async send({ path, body }) {
          const answer = await api.send(path, { method: "POST", body }, signal);
          const taken = Taken.safeParse(answer);
          if (taken.success) return { request: taken.data.request_id };
          throw unreadableError(NAME, answer);
        },
      });
    },

    async poll(operation, signal) {
      const { request } = Handle.parse(operation);
      try {
        const path = `/predictions/${encodeURIComponent(request)}/result`;
        const answer = await api.get(path, signal);
        const prediction = Prediction.safeParse(answer);
        if (!prediction.success) throw unreadableError(NAME, answer);
        const { id, request_id: requestId } = prediction.data;
        const snapshot = toSnapshot(prediction.data);
        const isNamed = id === request || requestId === request;
        if (isLoss(snapshot) && !isNamed) throw unreadableError(NAME, answer);
        return snapshot;
      } catch (error) {
        if (error instanceof ProviderError && error.kind === "gone") return { status: "expired" };
        throw error;
      }
    },

    async open(asset, signal) {
      return api.open(Clip.parse(asset).url, signal);
    },

    async cancel() {
      return { outcome: "unsupported" };
    },

    async find() {
      return [];
    },

    async webhook(body) {
      return readWebhook(body);
    },
  };
}
