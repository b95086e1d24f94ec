import { unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import type { Operation, Submission } from "../provider.ts";
import type { PreparedPicture } from "../request/prepared-pictures.ts";
import { beforeSubmit } from "../request/before-submit.ts";
import { givenBy } from "../request/given.ts";
import { inputOf } from "../request/task.ts";
import type { Endpoint } from "../request/task.ts";
import type { Given } from "../request/values.ts";
import { falError, NAME } from "./failures.ts";
import { readSubmitted } from "./operation.ts";
import { sourceOf } from "./source.ts";
import type { Upload } from "./upload.ts";

interface SubmitDeps {
  readonly endpoint: Endpoint;
  readonly queue: JsonApi;
  readonly upload: Upload;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Leaves pictures and source where fal can read them, then queues the request, once. */
export async function submitRequest(
  submission: Submission,
  pictures: readonly PreparedPicture[],
  deps: SubmitDeps,
): Promise<Operation> {
  const { endpoint, queue, now, signal } = deps;
  const given = await beforeSubmit(NAME, () => leave(submission, pictures, deps));

  const { webhookUrl } = submission;
  const query = webhookUrl === undefined ? "" : `?fal_webhook=${encodeURIComponent(webhookUrl)}`;
  const body = inputOf(endpoint.task, given);
  const answer = await queue.answer(`/${endpoint.id}${query}`, { method: "POST", body }, signal);
  if (answer.status > 299) throw falError(answer, now);
  const operation = readSubmitted(endpoint.id, answer.body);
  if (!operation) throw unreadableError(NAME, answer.body);
  return operation;
}

/** What the submission is made of, once all its files lie at fal. */
async function leave(
  submission: Submission,
  pictures: readonly PreparedPicture[],
  { upload, queue, signal }: SubmitDeps,
): Promise<Given> {
  const source = await sourceOf(submission, { queue, upload, signal });
  const given = await givenBy(submission.request, pictures, ({ file }) =>
    upload(file, "image/jpeg", signal),
  );
  return { ...given, source };
}
