import { openAsBlob } from "node:fs";
import { z } from "zod";
import { unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import { NAME } from "./name.ts";

/** How long a file is kept there, in seconds: as long as the slowest model may take. */
const KEPT = 24 * 3_600;

const Place = z.looseObject({
  presigned_url: z.string(),
  public_url: z.string(),
  required_headers: z.record(z.string(), z.string()).nullish().catch(undefined),
});

interface Upload {
  readonly type: "image/jpeg" | "video/mp4";
  readonly api: JsonApi;
  readonly signal: AbortSignal;
}

/** Leaves a file where eachlabs can read it, and answers its address there. */
export async function upload(file: string, { type, api, signal }: Upload): Promise<string> {
  const [category = ""] = type.split("/");
  const wanted = { content_type: type, file_type: category, expires_in_seconds: KEPT };
  const answer = await api.send("/v1/upload/presign", { method: "POST", body: wanted }, signal);
  const place = Place.safeParse(answer);
  if (!place.success) throw unreadableError(NAME, answer);

  const { presigned_url: to, public_url: url, required_headers: headers } = place.data;
  const body = await openAsBlob(file, { type });
  const put = { method: "PUT", body, headers: { ...headers, "content-type": type } } as const;
  // A store of files answers with nothing, or in XML: its status is all that counts.
  const { status } = await api.answer(to, put, signal);
  if (status > 299) throw unreadableError(NAME);
  return url;
}
