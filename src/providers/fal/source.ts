import { ProviderError } from "../../errors.ts";
import type { JsonApi } from "../http.ts";
import type { Submission } from "../provider.ts";
import type { SourceVideo } from "../request/values.ts";
import { NAME } from "./failures.ts";
import { Handle, pathOf } from "./operation.ts";
import { readResult } from "./result.ts";
import type { Upload } from "./upload.ts";

/**
 * The video that a submission changes or goes on from: where it still lies at fal, else our own copy
 * of it, left there once more. Nothing when the submission has none.
 */
export async function sourceOf(
  { request, sourcePath }: Submission,
  { queue, upload, signal }: { queue: JsonApi; upload: Upload; signal: AbortSignal },
): Promise<SourceVideo | undefined> {
  if (!request.source) return undefined;
  const handle = Handle.parse(request.source.operation);
  const answer = await queue.answer(pathOf(handle), { method: "GET" }, signal);
  const video = answer.status < 300 ? readResult(answer) : undefined;
  if (video) return { url: video.url, id: video.id };
  if (sourcePath !== undefined) return { url: await upload(sourcePath, "video/mp4", signal) };
  const reason = "The provider no longer has the video to go on from.";
  throw new ProviderError(NAME, "invalid", reason);
}
