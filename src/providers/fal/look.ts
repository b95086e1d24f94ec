import { z } from "zod";
import type { Micros } from "../../money.ts";
import { isMissing, unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import type { Snapshot } from "../provider.ts";
import { falError, NAME } from "./failures.ts";
import { pathOf } from "./operation.ts";
import type { Handle } from "./operation.ts";
import { endWithout, readResult } from "./result.ts";

const GET = { method: "GET" } as const;

const Status = z.looseObject({
  status: z.string(),
  queue_position: z.int().nonnegative().nullish().catch(undefined),
  error_type: z.string().nullish().catch(undefined),
});
type Status = z.infer<typeof Status>;

interface LookDeps {
  readonly queue: JsonApi;
  /** What so many units cost at an endpoint, where its price is known. */
  readonly costOf: (endpoint: string, units: number | undefined) => Micros | undefined;
  readonly now: () => number;
}

/** Asks how a request stands, and for its result when it is done. */
export async function look(handle: Handle, deps: LookDeps, signal: AbortSignal): Promise<Snapshot> {
  const answer = await deps.queue.answer(`${pathOf(handle)}/status`, GET, signal);
  if (isMissing(answer)) return { status: "expired" };
  if (answer.status > 299) throw falError(answer, deps.now);
  const parsed = Status.safeParse(answer.body);
  if (!parsed.success) throw unreadableError(NAME, answer.body);

  const status = parsed.data;
  switch (status.status.toUpperCase()) {
    case "IN_QUEUE":
      return queued(status);
    case "COMPLETED":
      return completed(handle, status, deps, signal);
    case "CANCELLED":
    case "CANCELED":
      return { status: "cancelled" };
    // Any other word means that work goes on.
    default:
      return { status: "running" };
  }
}

/** fal counts those before it, people count from one. */
function queued({ queue_position: before }: Status): Snapshot {
  return typeof before === "number"
    ? { status: "queued", queuePosition: before + 1 }
    : { status: "queued" };
}

async function completed(
  handle: Handle,
  { error_type: type }: Status,
  { queue, costOf, now }: LookDeps,
  signal: AbortSignal,
): Promise<Snapshot> {
  if (type && /cancel/i.test(type)) return { status: "cancelled" };
  const answer = await queue.answer(pathOf(handle), GET, signal);
  const video = answer.status < 300 ? readResult(answer) : undefined;
  if (!video) return endWithout(answer, type ?? undefined, now);
  const cost = costOf(handle.endpoint, video.units);
  return {
    status: "succeeded",
    asset: { url: video.url },
    ...(cost === undefined ? {} : { cost }),
  };
}
