import { ProviderError } from "../../errors.ts";
import { createJsonApi, readBaseUrl, unreadableError } from "../http.ts";
import type { CallLimits } from "../http.ts";
import type { Model, Operation, Snapshot, VideoProvider } from "../provider.ts";
import { isLoss } from "../request/is-loss.ts";
import { liveModels } from "../request/live-models.ts";
import type { PreparePicture } from "../request/prepared-pictures.ts";
import { quoteByList } from "../request/quote.ts";
import { sendSubmission } from "../request/send-submission.ts";
import { asItsFamilyCan } from "../request/task.ts";
import { bodyOf } from "./call.ts";
import { cancelPrediction } from "./cancel.ts";
import { FAMILIES } from "./families.ts";
import { findLost } from "./find-lost.ts";
import { NAME } from "./name.ts";
import { Clip, Handle, Prediction, Taken, toSnapshot } from "./prediction.ts";
import { readWebhook } from "./webhook.ts";

const OWN_SERVER = "https://api.eachlabs.ai";
/** The most that its list of models shows at once. */
const MOST_MODELS = 500;

export interface EachLabsConfig {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  /** Handed to eachlabs with each submission, which then signs its webhook with it. */
  readonly webhookSecret?: string | undefined;
  readonly limits?: CallLimits;
}

export interface EachLabsDeps {
  /** The catalogue's entries; those of other providers are left alone. */
  readonly catalogue: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly now?: () => number;
}

/**
 * Films with eachlabs' predictions. They can be cancelled as long as they run, and tell what they
 * cost; what was lost is found again by its webhook, where the world can reach us.
 */
export function createEachLabsProvider(
  { apiKey, baseUrl, webhookSecret, limits }: EachLabsConfig,
  { catalogue, preparePicture, now = Date.now }: EachLabsDeps,
): VideoProvider {
  const api = createJsonApi({
    provider: NAME,
    baseUrl: readBaseUrl(baseUrl ?? OWN_SERVER, "EACHLABS_URL"),
    credentials: { authorization: `Bearer ${apiKey}`, "x-api-key": apiKey },
    limits,
    now,
  });
  const models = catalogue
    .filter(({ provider }) => provider === NAME)
    .flatMap((model) => asItsFamilyCan(model, FAMILIES) ?? []);

  const pathOf = (operation: Operation) =>
    `/v1/prediction/${encodeURIComponent(Handle.parse(operation).prediction)}`;

  async function look(operation: Operation, signal: AbortSignal): Promise<Snapshot> {
    try {
      const answer = await api.get(pathOf(operation), signal);
      const prediction = Prediction.safeParse(answer);
      if (!prediction.success) throw unreadableError(NAME, answer);
      const snapshot = toSnapshot(prediction.data);
      const isNamed = prediction.data.id === Handle.parse(operation).prediction;
      if (isLoss(snapshot) && !isNamed) throw unreadableError(NAME, answer);
      return snapshot;
    } catch (error) {
      if (error instanceof ProviderError && error.kind === "gone") return { status: "expired" };
      throw error;
    }
  }

  return {
    name: NAME,
    models: () => models,
    unclearMeans: "charged",

    async check(signal) {
      const list = await api.get(`/v1/models?limit=${MOST_MODELS}`, signal);
      return liveModels(NAME, models, list, FAMILIES, MOST_MODELS);
    },

    async quote(request) {
      return quoteByList(request, models);
    },

    async submit(submission, signal, stopping) {
      const deps = { provider: NAME, models, preparePicture, signal, stopping };
      return sendSubmission(submission, deps, {
        prepare: (model, pictures, dropped) =>
          bodyOf(submission, { model, pictures, api, webhookSecret, signal: dropped }),
        async send(body) {
          const answer = await api.send("/v1/prediction", { method: "POST", body }, signal);
          const taken = Taken.safeParse(answer);
          if (taken.success) return { prediction: taken.data.predictionID };
          throw unreadableError(NAME, answer);
        },
      });
    },

    poll: look,

    async open(asset, signal) {
      return api.open(Clip.parse(asset).url, signal);
    },

    async cancel(operation, signal) {
      const again = () => look(operation, signal);
      return cancelPrediction(pathOf(operation), { api, look: again, signal });
    },

    async find(lost, signal) {
      return findLost(lost, api, signal);
    },

    async webhook(body, headers, wanted) {
      return readWebhook(body, headers, {
        secret: webhookSecret,
        now: now(),
        isAddressed: wanted !== undefined,
      });
    },
  };
}
