import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import { createJsonApi } from "../http.ts";
import type { CallLimits } from "../http.ts";
import type { Model, VideoProvider, VideoRequest } from "../provider.ts";
import type { PreparePicture } from "../request/prepared-pictures.ts";
import { quoteByList } from "../request/quote.ts";
import { sendSubmission } from "../request/send-submission.ts";
import { cancelRequest } from "./cancel.ts";
import { endpointOf } from "./endpoint.ts";
import { NAME } from "./failures.ts";
import { findLost } from "./find-lost.ts";
import { falHosts } from "./hosts.ts";
import { knownModels } from "./known-models.ts";
import { look } from "./look.ts";
import { createOffer } from "./offer.ts";
import { Handle } from "./operation.ts";
import { createSigningKeys } from "./signing-keys.ts";
import { callFor, queueRequest } from "./submit.ts";
import { createUpload } from "./upload.ts";
import { readWebhook } from "./webhook.ts";

const Clip = z.object({ url: z.string() });

export interface FalConfig {
  readonly apiKey: string;
  /** One address instead of fal's own three: a proxy, or a fal on this machine. */
  readonly baseUrl?: string | undefined;
  readonly limits?: CallLimits;
}

export interface FalDeps {
  /** The catalogue's entries; those of other providers are left alone. */
  readonly catalogue: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly log: Logger;
  readonly now?: () => number;
}

/**
 * Films with the models behind fal's queue. A request is queued once and never again by itself: its
 * queue is durable, so what it took is filmed and billed. Prices are live where fal tells them; the
 * cost of a video is what fal billed for it. Throws `UserError` when the address is wrong.
 */
export async function createFalProvider(
  { apiKey, baseUrl, limits }: FalConfig,
  { catalogue, preparePicture, log, now = Date.now }: FalDeps,
): Promise<VideoProvider> {
  const hosts = falHosts(baseUrl);
  const apiOf = (host: URL) =>
    createJsonApi({
      provider: NAME,
      baseUrl: host,
      credentials: { authorization: `Key ${apiKey}` },
      limits,
      now,
    });
  const queue = apiOf(hosts.queue);
  const rest = apiOf(hosts.rest);
  const platform = apiOf(hosts.platform);
  const upload = createUpload(rest, now);
  const keys = createSigningKeys(rest, now);
  const known = knownModels(catalogue, log);
  const offer = await createOffer({ platform, known, now, log });

  const endpointFor = ({ model: id, mode }: VideoRequest) => {
    const model = known.find((candidate) => candidate.id === id);
    return model && endpointOf(model, mode);
  };

  return {
    name: NAME,
    models: offer.models,
    check: async () => offer.live(),
    // Its list may not show what still waits, and what waits is filmed.
    unclearMeans: "charged",

    async quote(request) {
      return quoteByList(request, offer.models());
    },

    async submit(submission, signal, stopping) {
      const deps = { provider: NAME, models: offer.models(), preparePicture, signal, stopping };
      return sendSubmission(submission, deps, {
        prepare(model, pictures, dropped) {
          const endpoint = endpointOf(model, submission.request.mode);
          if (!endpoint) throw notThere(submission.request);
          return callFor(submission, pictures, { endpoint, queue, upload, signal: dropped });
        },
        send: (call) => queueRequest(call, { queue, now, signal }),
      });
    },

    async poll(operation, signal) {
      return look(Handle.parse(operation), { queue, costOf: offer.costOf, now }, signal);
    },

    async open(asset, signal) {
      return queue.open(Clip.parse(asset).url, signal);
    },

    async cancel(operation, signal) {
      return cancelRequest(Handle.parse(operation), { queue, now, signal });
    },

    async find(lost, signal) {
      const endpoint = endpointFor(lost.request);
      return endpoint ? findLost(lost, { platform, endpoint, now, signal }) : [];
    },

    async webhook(body, headers, wanted) {
      const request = await readWebhook(body, headers, { keys, now });
      const endpoint = wanted && endpointFor(wanted);
      const isAbout = request !== undefined && endpoint !== undefined;
      return { operations: isAbout ? [{ endpoint: endpoint.id, request }] : [] };
    },
  };
}

function notThere({ model, mode }: VideoRequest): UserError {
  return new UserError("{{model}} has no way to film in the mode {{mode}}.", { model, mode });
}
