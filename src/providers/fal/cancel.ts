import { z } from "zod";
import type { JsonApi } from "../http.ts";
import type { CancelOutcome } from "../provider.ts";
import { falError } from "./failures.ts";
import { pathOf } from "./operation.ts";
import type { Handle } from "./operation.ts";

const Word = z.looseObject({ status: z.string() });

interface CancelDeps {
  readonly queue: JsonApi;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Takes a request out of the queue. What is filmed already is only asked to stop. */
export async function cancelRequest(
  handle: Handle,
  { queue, now, signal }: CancelDeps,
): Promise<CancelOutcome> {
  const answer = await queue.answer(`${pathOf(handle)}/cancel`, { method: "PUT" }, signal);
  const word = Word.safeParse(answer.body).data?.status.toUpperCase();
  if (word === "CANCELLATION_REQUESTED") return { outcome: "requested" };
  // What it no longer knows has ended in a way that a poll tells.
  if (word === "ALREADY_COMPLETED" || word === "NOT_FOUND") return { outcome: "too_late" };
  if (answer.status > 299) throw falError(answer, now);
  return { outcome: answer.status === 202 ? "requested" : "cancelled" };
}
