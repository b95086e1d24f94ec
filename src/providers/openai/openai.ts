import { z } from "zod";
import { ProviderError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import {
  createFetch,
  hostOf,
  isPrivateHost,
  LIMITS,
  unreadableError,
  unsentError,
} from "../http.ts";
import type { CallLimits } from "../http.ts";
import type { Model, Operation, Snapshot, VideoProvider, VideoRequest } from "../provider.ts";
import { cancelVideo } from "./cancel.ts";
import { baseUrlOf, createClients, isOwnServer } from "./client.ts";
import { withCreateForm } from "./create-form.ts";
import type { PreparePicture } from "../request/prepared-pictures.ts";
import { isMissing, NAME, toProviderError } from "./failures.ts";
import { findLost } from "./find-lost.ts";
import { offerModels } from "./offer.ts";
import { openClip } from "./open-clip.ts";
import { quoteByList } from "../request/quote.ts";
import { PROFILES } from "./profiles.ts";
import type { ProfileName } from "./profiles.ts";
import { isCredible, toSnapshot } from "./snapshot.ts";
import { readVideo } from "./video-answer.ts";
import { readWebhook } from "./webhook.ts";

const Handle = z.object({ video: z.string() });
const ClipHandle = Handle.extend({ link: z.string().optional() });

export interface OpenAiConfig {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  /** By default `openai` for OpenAI's own server, `generic` for any other. */
  readonly profile?: ProfileName | undefined;
  /** The text of `OPENAI_MODELS`; without it the server is asked. */
  readonly models?: string | undefined;
  readonly webhookSecret?: string | undefined;
  /** `host:port` of other private hosts to which the server may link clips. */
  readonly namedHosts?: readonly string[];
  readonly limits?: CallLimits;
}

export interface OpenAiDeps {
  /** The catalogue's entries; those of other providers are left alone. */
  readonly catalogue: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly log: Logger;
  readonly now?: () => number;
}

/**
 * Films with any server that speaks OpenAI's `/v1/videos`. A create is sent once, over a connection
 * of its own, so that its error knows whether it left. Throws an error for the operator when the
 * configuration is wrong; a server that is down keeps nothing from starting.
 */
export async function createOpenAiProvider(
  config: OpenAiConfig,
  { catalogue, preparePicture, log, now = Date.now }: OpenAiDeps,
): Promise<VideoProvider> {
  const { apiKey, webhookSecret, limits = LIMITS } = config;
  const baseUrl = baseUrlOf(config.baseUrl);
  const profile = PROFILES[config.profile ?? (isOwnServer(baseUrl) ? "openai" : "generic")];
  const namedHosts = [baseUrl.host, ...(config.namedHosts ?? [])];
  const clients = createClients({ apiKey, baseUrl, webhookSecret, limits, namedHosts });
  const fetchLink = createFetch({ limits: limits.download, namedHosts });
  const known = catalogue.filter(({ provider }) => provider === NAME);
  const context = { known, profile, isPrivate: isPrivateHost(hostOf(baseUrl)) };
  const models = await offerModels({
    client: clients.ask,
    named: config.models,
    context,
    now,
    log,
  });

  let isListWhole = false;
  const modelOf = ({ model: id }: VideoRequest) => models().find((model) => model.id === id);

  async function look(operation: Operation, signal: AbortSignal): Promise<Snapshot> {
    const { video: id } = Handle.parse(operation);
    let answer: unknown;
    try {
      answer = await clients.ask.videos.retrieve(id, { signal });
    } catch (error) {
      if (isMissing(error)) return { status: profile.missing };
      throw toProviderError(error, now);
    }
    const video = readVideo(answer);
    const snapshot = video && toSnapshot(id, video, profile);
    if (video?.status === undefined || !snapshot || !isCredible(snapshot, video, id)) {
      throw unreadableError(NAME, answer);
    }
    return snapshot;
  }

  return {
    name: NAME,
    models,

    get unclearMeans() {
      if (profile.unclearMeans !== "listed") return profile.unclearMeans;
      return isListWhole || isFree(models()) ? "free" : "charged";
    },

    async quote(request) {
      return quoteByList(request, models());
    },

    async submit(submission, signal, stopping) {
      const { key, request } = submission;
      const model = modelOf(request);
      if (!model) throw notOffered(request, models());
      const dropped = stopping ? AbortSignal.any([signal, stopping]) : signal;
      if (dropped.aborted) throw unsentError(NAME);
      const send = (body: FormData) => {
        const headers = { "idempotency-key": key };
        return clients.submit.post("/videos", { body, headers, signal });
      };
      const answer = await withCreateForm(
        submission,
        { model, profile, preparePicture, dropped },
        send,
      ).catch((error: unknown) => {
        throw toSubmitError(toProviderError(error, now), model);
      });
      const id = readVideo(answer)?.id;
      if (id !== undefined) return { video: id };
      throw unreadableError(NAME, answer);
    },

    poll: look,

    async open(asset, signal) {
      const { hasThumbnails } = profile;
      const source = { clients, fetchLink, baseUrl, now, hasThumbnails };
      return openClip(ClipHandle.parse(asset), source, signal);
    },

    async cancel(operation, signal) {
      // Elsewhere DELETE forgets a running video without stopping it, or is refused.
      if (!profile.deleteCancels) return { outcome: "unsupported" };
      const { video } = Handle.parse(operation);
      const again = () => look(operation, signal);
      return cancelVideo(video, { client: clients.ask, look: again, now, signal });
    },

    async find(lost, signal) {
      const model = modelOf(lost.request);
      if (!model) return [];
      try {
        const name = profile.sendsModel ? model.name : undefined;
        const found = await findLost(clients.ask, lost, { ...model, name }, signal);
        isListWhole = found.isWhole;
        return found.operations;
      } catch (error) {
        throw toProviderError(error, now);
      }
    },

    webhook: (body, headers) => readWebhook(clients.ask, body, headers),
  };
}

/** Whether nobody sends a bill there. */
function isFree(models: readonly Model[]): boolean {
  const prices = models.flatMap(({ pricePerSecond }) => Object.values(pricePerSecond));
  return prices.length > 0 && prices.every((price) => price === 0);
}

function notOffered({ model }: VideoRequest, models: readonly Model[]): ProviderError {
  const kind = models.length > 0 ? "invalid" : "unavailable";
  return new ProviderError(NAME, kind, `${model} is not on offer now.`, { mayHaveBegun: false });
}

/** What is missing when something is created is the model. */
function toSubmitError(error: ProviderError, { id }: Model): ProviderError {
  if (error.kind !== "gone") return error;
  return new ProviderError(NAME, "invalid", `The provider no longer has ${id}.`, {
    cause: error,
    mayHaveBegun: false,
  });
}
