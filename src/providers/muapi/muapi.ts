import { openAsBlob } from "node:fs";
import { z } from "zod";
import { ProviderError } from "../../errors.ts";
import { createJsonApi, readBaseUrl, unreadableError } from "../http.ts";
import type { CallLimits, JsonApi } from "../http.ts";
import type { Model, Submission, VideoProvider } from "../provider.ts";
import { beforeSubmit } from "../request/before-submit.ts";
import { givenBy } from "../request/given.ts";
import { liveModels } from "../request/live-models.ts";
import type { PreparedPicture, PreparePicture } from "../request/prepared-pictures.ts";
import { quoteByList } from "../request/quote.ts";
import { sendSubmission } from "../request/send-submission.ts";
import { asItsFamilyCan, endpointOf, inputOf } from "../request/task.ts";
import { FAMILIES } from "./families.ts";
import { NAME } from "./name.ts";
import { Clip, Handle, Prediction, Taken, toSnapshot } from "./prediction.ts";
import { readWebhook } from "./webhook.ts";

const OWN_SERVER = "https://api.muapi.ai/api/v1";

const Uploaded = z.looseObject({ url: z.string() });

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

    async submit(submission, signal) {
      const deps = { provider: NAME, models, preparePicture, signal };
      return sendSubmission(submission, deps, async (model, pictures) => {
        const { path, body } = await beforeSubmit(() =>
          callFor(submission, { model, pictures, api, signal }),
        );
        const taken = Taken.safeParse(await api.send(path, { method: "POST", body }, signal));
        if (taken.success) return { request: taken.data.request_id };
        throw unreadableError(NAME);
      });
    },

    async poll(operation, signal) {
      const { request } = Handle.parse(operation);
      try {
        const path = `/predictions/${encodeURIComponent(request)}/result`;
        const answer = await api.get(path, signal);
        const prediction = Prediction.safeParse(answer);
        if (prediction.success) return toSnapshot(prediction.data);
        throw unreadableError(NAME, answer);
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

interface CallDeps {
  readonly model: Model;
  readonly pictures: readonly PreparedPicture[];
  readonly api: JsonApi;
  readonly signal: AbortSignal;
}

/** Where a submission goes and what it says, once its pictures lie at MuAPI. */
async function callFor(
  { request, webhookUrl }: Submission,
  { model, pictures, api, signal }: CallDeps,
): Promise<{ path: string; body: Record<string, unknown> }> {
  const endpoint = endpointOf(model, request.mode, FAMILIES);
  if (!endpoint) throw new ProviderError(NAME, "invalid", `${model.id} does not film this way.`);
  const given = await givenBy(request, pictures, (picture) => upload(picture, api, signal));
  const id = request.source && Handle.parse(request.source.operation).request;
  const query = webhookUrl === undefined ? "" : `?webhook=${encodeURIComponent(webhookUrl)}`;
  return {
    path: `/${endpoint.id}${query}`,
    body: inputOf(endpoint.task, { ...given, ...(id !== undefined && { source: { id } }) }),
  };
}

async function upload({ file }: PreparedPicture, api: JsonApi, signal: AbortSignal) {
  const body = new FormData();
  body.set("file", await openAsBlob(file, { type: "image/jpeg" }), "picture.jpg");
  const uploaded = Uploaded.safeParse(
    await api.send("/upload_file", { method: "POST", body }, signal),
  );
  if (uploaded.success) return uploaded.data.url;
  throw unreadableError(NAME);
}
