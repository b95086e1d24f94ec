import { z } from "zod";
import { NOTHING } from "../../money.ts";
import type { Micros } from "../../money.ts";
import { kindOfText, oneLine } from "../http.ts";
import type { Snapshot } from "../provider.ts";
import { reportedCost } from "../request/reported-cost.ts";
import { WireNumber } from "../request/wire-number.ts";

/** The handle of a generation. */
export const Handle = z.object({ request: z.string() });
/** Where a clip lies. */
export const Clip = z.object({ url: z.string() });

const Cost = z.union([
  z.number().transform((amount) => ({ amount_usd: amount, refunded: false })),
  z.looseObject({ amount_usd: WireNumber, refunded: z.boolean().nullish().catch(undefined) }),
]);
const Failure = z.union([
  z.string(),
  z.looseObject({ message: z.string() }).transform(({ message }) => message),
]);

/** What MuAPI answers to a submission. */
export const Taken = z.looseObject({ request_id: z.string().min(1) });

/** How MuAPI describes a generation. */
export const Prediction = z.looseObject({
  id: z.string().nullish().catch(undefined),
  request_id: z.string().nullish().catch(undefined),
  status: z.string(),
  outputs: z.array(z.string()).nullish().catch(undefined),
  error: Failure.nullish().catch(undefined),
  cost: Cost.nullish().catch(undefined),
});
export type Prediction = z.infer<typeof Prediction>;

/** How a generation stands. A word that nobody knows means that work goes on. */
export function toSnapshot({ status, outputs, error, cost }: Prediction): Snapshot {
  switch (status.toLowerCase()) {
    case "queued":
    case "pending":
      return { status: "queued" };
    case "completed":
    case "succeeded":
      return outputs?.[0] === undefined
        ? failed("It ended without a video.")
        : { status: "succeeded", asset: { url: outputs[0] }, ...costIn(cost) };
    case "failed":
    case "error":
      return failed(error);
    case "cancelled":
    case "canceled":
      return { status: "cancelled", ...costIn(cost) };
    default:
      return { status: "running" };
  }
}

function failed(error: string | null | undefined): Snapshot {
  const reason = oneLine(error ?? "") || "The provider gave no reason.";
  return { status: "failed", kind: kindOfText(error) ?? "unknown", reason };
}

function costIn(cost: Prediction["cost"]): { cost?: Micros } {
  const told = cost?.refunded ? NOTHING : reportedCost(cost?.amount_usd);
  return told === undefined ? {} : { cost: told };
}
