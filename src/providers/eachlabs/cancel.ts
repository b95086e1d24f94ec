import { ProviderError, unreachable } from "../../errors.ts";
import type { JsonApi } from "../http.ts";
import type { CancelOutcome, Snapshot } from "../provider.ts";

/** Asks to stop a prediction that still runs. It may go on all the same: the next polls tell. */
export async function cancelPrediction(
  path: string,
  { api, look, signal }: { api: JsonApi; look: () => Promise<Snapshot>; signal: AbortSignal },
): Promise<CancelOutcome> {
  const snapshot = await look();
  switch (snapshot.status) {
    case "succeeded":
    case "failed":
      return { outcome: "too_late" };
    case "cancelled":
      return { outcome: "cancelled", ...(snapshot.cost !== undefined && { cost: snapshot.cost }) };
    case "expired":
    case "lost":
      return { outcome: "cancelled" };
    case "queued":
    case "running":
      break;
    default:
      return unreachable(snapshot);
  }
  try {
    await api.send(`${path}/cancel`, { method: "POST" }, signal);
    return { outcome: "requested" };
  } catch (error) {
    // It has ended, or was never there: the next poll tells which.
    const isOver = error instanceof ProviderError && ["gone", "invalid"].includes(error.kind);
    if (isOver) return { outcome: "requested" };
    throw error;
  }
}
