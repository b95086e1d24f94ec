import { ProviderError } from "../../errors.ts";
import type { JsonApi } from "../http.ts";
import type { Model, Submission } from "../provider.ts";
import { givenBy } from "../request/given.ts";
import type { PreparedPicture } from "../request/prepared-pictures.ts";
import { endpointOf, inputOf } from "../request/task.ts";
import { FAMILIES } from "./families.ts";
import { linkIn } from "./link.ts";
import { NAME } from "./name.ts";
import { Handle, Prediction } from "./prediction.ts";
import { upload } from "./upload.ts";

/** Its models have versions, and each has only this one. */
const VERSION = "1.0.0";

interface CallDeps {
  readonly model: Model;
  readonly pictures: readonly PreparedPicture[];
  readonly api: JsonApi;
  readonly webhookSecret: string | undefined;
  readonly signal: AbortSignal;
}

/** A submission as eachlabs reads it, once its pictures and its source lie there. */
export async function bodyOf(submission: Submission, deps: CallDeps) {
  const { request, webhookUrl } = submission;
  const { model, pictures, api, webhookSecret, signal } = deps;
  const endpoint = endpointOf(model, request.mode, FAMILIES);
  if (!endpoint) throw new ProviderError(NAME, "invalid", `${model.id} does not film this way.`);
  const given = await givenBy(request, pictures, ({ file }) =>
    upload(file, { type: "image/jpeg", api, signal }),
  );
  const url = await sourceOf(submission, deps);
  return {
    model: endpoint.id,
    version: VERSION,
    input: inputOf(endpoint.task, { ...given, ...(url !== undefined && { source: { url } }) }),
    ...(webhookUrl !== undefined && { webhook_url: webhookUrl }),
    ...(webhookUrl !== undefined && webhookSecret && { webhook_secret: webhookSecret }),
  };
}

/**
 * Our own copy of the video to go on from, left there once more, else where it lay at first. Nothing
 * when the submission has none.
 */
async function sourceOf({ request, sourcePath }: Submission, { api, signal }: CallDeps) {
  if (!request.source) return undefined;
  if (sourcePath !== undefined) return upload(sourcePath, { type: "video/mp4", api, signal });
  const { prediction } = Handle.parse(request.source.operation);
  const path = `/v1/prediction/${encodeURIComponent(prediction)}`;
  const answer = await api.get(path, signal).catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === "gone") return undefined;
    throw error;
  });
  const link = linkIn(Prediction.safeParse(answer).data?.output);
  if (link !== undefined) return link;
  throw new ProviderError(NAME, "invalid", "The provider no longer has the video to go on from.");
}
