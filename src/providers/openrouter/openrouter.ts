import { ProviderError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import { createJsonApi, readBaseUrl, unreadableError } from "../http.ts";
import type { CallLimits } from "../http.ts";
import type { Model, VideoProvider } from "../provider.ts";
import { isLoss } from "../request/is-loss.ts";
import type { PreparePicture } from "../request/prepared-pictures.ts";
import { sendSubmission } from "../request/send-submission.ts";
import { bodyOf } from "./body.ts";
import { NAME } from "./name.ts";
import { createOffer } from "./offer.ts";
import { Handle, toSnapshot, Video } from "./video.ts";
import { readWebhook } from "./webhook.ts";

const OWN_SERVER = "https://openrouter.ai/api/v1";

export interface OpenRouterConfig {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly webhookSecret?: string | undefined;
  readonly limits?: CallLimits;
}

export interface OpenRouterDeps {
  /** The catalogue's entries, of all providers: ids are unique over them. */
  readonly catalogue: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly log: Logger;
  readonly now?: () => number;
}

/**
 * Films with whatever OpenRouter reaches. It describes and prices its models itself, goes on from a
 * finished generation by its id, and reports what each one cost. It has no list of generations, so
 * a lost one comes back only by its webhook.
 */
export function createOpenRouterProvider(
  config: OpenRouterConfig,
  { catalogue, preparePicture, log, now = Date.now }: OpenRouterDeps,
): VideoProvider {
  const api = createJsonApi({
    provider: NAME,
    baseUrl: readBaseUrl(config.baseUrl ?? OWN_SERVER, "OPENROUTER_URL"),
    credentials: { authorization: `Bearer ${config.apiKey}` },
    limits: config.limits,
    // Its moderation, or the maker's, refuses; what it should go on from is not finished there.
    statuses: { 403: "refused", 409: "invalid" },
    now,
  });
  const offer = createOffer({ api, catalogue, now, log });

  function readVideo(answer: unknown): Video {
    const video = Video.safeParse(answer);
    if (video.success) return video.data;
    throw unreadableError(NAME, answer);
  }

  return {
    name: NAME,
    models: offer.models,
    check: offer.check,
    unclearMeans: "charged",

    async quote(request) {
      return offer.quote(request);
    },

    async submit(submission, signal, stopping) {
      const models = offer.models();
      const deps = { provider: NAME, models, preparePicture, signal, stopping };
      return sendSubmission(submission, deps, {
        prepare: (model, pictures) => bodyOf(submission, model, pictures),
        async send(body) {
          const answer = await api.send("/videos", { method: "POST", body }, signal);
          return { video: readVideo(answer).id };
        },
      });
    },

    async poll(operation, signal) {
      const { video: id } = Handle.parse(operation);
      try {
        const answer = await api.get(`/videos/${encodeURIComponent(id)}`, signal);
        const video = readVideo(answer);
        const snapshot = toSnapshot(id, video);
        if (isLoss(snapshot) && video.id !== id) throw unreadableError(NAME, answer);
        return snapshot;
      } catch (error) {
        if (error instanceof ProviderError && error.kind === "gone") return { status: "expired" };
        throw error;
      }
    },

    async open(asset, signal) {
      const { video } = Handle.parse(asset);
      return api.open(`/videos/${encodeURIComponent(video)}/content?index=0`, signal);
    },

    async cancel() {
      return { outcome: "unsupported" };
    },

    async find() {
      return [];
    },

    async webhook(body, headers, wanted) {
      return readWebhook(body, headers, {
        secret: config.webhookSecret,
        now: now(),
        isAddressed: wanted !== undefined,
      });
    },
  };
}
