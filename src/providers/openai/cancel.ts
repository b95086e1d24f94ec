import type OpenAI from "openai";
import { APIError } from "openai";
import { unreachable } from "../../errors.ts";
import type { CancelOutcome, Snapshot } from "../provider.ts";
import { isMissing, toProviderError } from "./failures.ts";

interface CancelDeps {
  readonly client: OpenAI;
  readonly look: () => Promise<Snapshot>;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Cancels by DELETE. It looks first, because DELETE would also throw a finished clip away. */
export async function cancelVideo(
  video: string,
  { client, look, now, signal }: CancelDeps,
): Promise<CancelOutcome> {
  const { status } = await look();
  switch (status) {
    case "succeeded":
    case "failed":
      return { outcome: "too_late" };
    case "cancelled":
    case "expired":
    case "lost":
      return { outcome: "cancelled" };
    case "queued":
    case "running":
      break;
    default:
      return unreachable(status);
  }
  try {
    await client.videos.delete(video, { signal });
    return { outcome: "cancelled" };
  } catch (error) {
    if (isMissing(error)) return { outcome: "cancelled" };
    if (error instanceof APIError && error.status === 409) return { outcome: "requested" };
    throw toProviderError(error, now);
  }
}
