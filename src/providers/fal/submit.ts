import { unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import type { Operation, Submission } from "../provider.ts";
import type { PreparedPicture } from "../request/prepared-pictures.ts";
import { givenBy } from "../request/given.ts";
import { inputOf } from "../request/task.ts";
import type { Endpoint } from "../request/task.ts";
import { falError, NAME } from "./failures.ts";
import { readSubmitted } from "./operation.ts";
import { sourceOf } from "./source.ts";
import type { Upload } from "./upload.ts";

/** Where a submission goes, and what it says there. */
interface Call {
  readonly endpoint: string;
  readonly query: string;
  readonly body: Record<string, unknown>;
}

interface CallDeps {
  readonly endpoint: Endpoint;
  readonly queue: JsonApi;
  readonly upload: Upload;
  readonly signal: AbortSignal;
}

/** Leaves the pictures and the source of a submission where fal can read them. */
export async function callFor(
  submission: Submission,
  pictures: readonly PreparedPicture[],
  { endpoint, queue, upload, signal }: CallDeps,
): Promise<Call> {
  const source = await sourceOf(submission, { queue, upload, signal });
  const given = await givenBy(submission.request, pictures, ({ file }) =>
    upload(file, "image/jpeg", signal),
  );
  const { webhookUrl } = submission;
  return {
    endpoint: endpoint.id,
    query: webhookUrl === undefined ? "" : `?fal_webhook=${encodeURIComponent(webhookUrl)}`,
    body: inputOf(endpoint.task, { ...given, source }),
  };
}

/** Queues a request, once. */
export async function queueRequest(
  { endpoint, query, body }: Call,
  { queue, now, signal }: { queue: JsonApi; now: () => number; signal: AbortSignal },
): Promise<Operation> {
  const answer = await queue.answer(`/${endpoint}${query}`, { method: "POST", body }, signal);
  if (answer.status > 299) throw falError(answer, now);
  const operation = readSubmitted(endpoint, answer.body);
  if (!operation) throw unreadableError(NAME, answer.body);
  return operation;
}
