import { z } from "zod";
import type { Micros } from "../../money.ts";
import { kindOfText, oneLine } from "../http.ts";
import type { Snapshot } from "../provider.ts";
import { reportedCost } from "../request/reported-cost.ts";
import { WireNumber } from "../request/wire-number.ts";
import { kindOfFailure } from "./failure-codes.ts";
import { linkIn } from "./link.ts";

/** The handle of a generation. */
export const Handle = z.object({ prediction: z.string() });
/** Where a clip lies. */
export const Clip = z.object({ url: z.string() });

/** What eachlabs answers to a submission. */
export const Taken = z.looseObject({ predictionID: z.string().min(1) });

/** How eachlabs describes a generation. */
export const Prediction = z.looseObject({
  id: z.string().nullish().catch(undefined),
  status: z.string(),
  output: z.unknown(),
  logs: z.string().nullish().catch(undefined),
  metrics: z.looseObject({ cost: WireNumber }).nullish().catch(undefined),
});
export type Prediction = z.infer<typeof Prediction>;

const Failure = z.looseObject({
  error_code: z.union([z.string(), z.number()]).nullish().catch(undefined),
  error_message: z.string().nullish().catch(undefined),
});

/** How a generation stands. A word that nobody knows means that work goes on. */
export function toSnapshot({ status, output, logs, metrics }: Prediction): Snapshot {
  switch (status.toLowerCase()) {
    case "created":
    case "starting":
      return { status: "queued" };
    case "success":
    case "succeeded": {
      const url = linkIn(output);
      return url === undefined
        ? failed({ error_message: "It ended without a video." })
        : { status: "succeeded", asset: { url }, ...costIn(metrics) };
    }
    case "error":
    case "failed":
      return failed(Failure.safeParse(output).data ?? { error_message: wordsIn(output) ?? logs });
    case "cancelled":
    case "canceled":
      return { status: "cancelled", ...costIn(metrics) };
    default:
      return { status: "running" };
  }
}

function failed({ error_code: code, error_message: words }: z.infer<typeof Failure>): Snapshot {
  const kind = kindOfFailure(code) ?? kindOfText(words) ?? "unknown";
  return { status: "failed", kind, reason: oneLine(words ?? "") || "The provider gave no reason." };
}

function wordsIn(output: unknown): string | undefined {
  return typeof output === "string" && output !== "" ? output : undefined;
}

function costIn(metrics: Prediction["metrics"]): { cost?: Micros } {
  const cost = reportedCost(metrics?.cost);
  return cost === undefined ? {} : { cost };
}
