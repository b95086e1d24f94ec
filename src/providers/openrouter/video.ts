import { z } from "zod";
import { kindOfText, oneLine } from "../http.ts";
import type { Snapshot } from "../provider.ts";
import { reportedCost } from "../request/reported-cost.ts";
import { WireNumber } from "../request/wire-number.ts";

/** The handle of a generation, and of its clip. */
export const Handle = z.object({ video: z.string() });

const Usage = z.looseObject({
  cost: WireNumber,
  is_byok: z.boolean().nullish().catch(undefined),
});
const Failure = z.union([
  z.string(),
  z.looseObject({ message: z.string() }).transform(({ message }) => message),
]);

/** A generation as OpenRouter describes it. */
export const Video = z.looseObject({
  id: z.string(),
  status: z.string(),
  error: Failure.nullish().catch(undefined),
  usage: Usage.nullish().catch(undefined),
});
export type Video = z.infer<typeof Video>;

/** How a generation of ours stands. A word that nobody knows means that work goes on. */
export function toSnapshot(id: string, { status, error, usage }: Video): Snapshot {
  switch (status) {
    case "pending":
      return { status: "queued" };
    case "completed":
      return { status: "succeeded", asset: { video: id }, ...costIn(usage) };
    case "failed":
      return {
        status: "failed",
        kind: kindOfText(error) ?? "unknown",
        reason: oneLine(error ?? "") || "The provider gave no reason.",
      };
    case "cancelled":
      return { status: "cancelled", ...costIn(usage) };
    case "expired":
      return { status: "expired" };
    default:
      return { status: "running" };
  }
}

/** With a key of one's own at the maker, OpenRouter reports its fee and not the price. */
function costIn(usage: Video["usage"]) {
  const cost = usage?.is_byok ? undefined : reportedCost(usage?.cost);
  return cost === undefined ? {} : { cost };
}
