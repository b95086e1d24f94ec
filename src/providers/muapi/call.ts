import { openAsBlob } from "node:fs";
import { z } from "zod";
import { ProviderError } from "../../errors.ts";
import { unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import type { Model, Submission } from "../provider.ts";
import { givenBy } from "../request/given.ts";
import type { PreparedPicture } from "../request/prepared-pictures.ts";
import { endpointOf, inputOf } from "../request/task.ts";
import { FAMILIES } from "./families.ts";
import { NAME } from "./name.ts";
import { Handle } from "./prediction.ts";

const Uploaded = z.looseObject({ url: z.string() });

interface CallDeps {
  readonly model: Model;
  readonly pictures: readonly PreparedPicture[];
  readonly api: JsonApi;
  readonly signal: AbortSignal;
}

/** Where a submission goes and what it says, once its pictures lie at MuAPI. */
export async function callFor(
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
