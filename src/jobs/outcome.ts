import { z } from "zod";
import { Clip } from "../media/clip.ts";
import { Micros, NOTHING } from "../money.ts";
import { unreachable } from "../errors.ts";
import { Operation } from "../providers/provider.ts";

/** How a job ended, with what its cost depends on. */
export const Outcome = z.discriminatedUnion("kind", [
  /** In the thread. `cost` is what the provider reported, if it did. */
  z.object({
    kind: z.literal("delivered"),
    clip: Clip,
    message: z.string(),
    cost: Micros.optional(),
    /** The provider's handle for it, where one provider made it: for what goes on from there. */
    operation: Operation.optional(),
  }),
  /** Made and paid, but it could not be posted: kept here, and offered by `/jobs`. */
  z.object({ kind: z.literal("kept"), clip: Clip, cost: Micros.optional(), reason: z.string() }),
  /**
   * Nothing was made, or nothing that could be had: it costs the guild nothing. `cost` is there where
   * some of its parts were made: what these cost.
   */
  z.object({ kind: z.literal("failed"), reason: z.string(), cost: Micros.optional() }),
  /** Sent, never answered, never found. Charged when the provider bills such submissions. */
  z.object({
    kind: z.literal("missing"),
    charged: z.boolean(),
    key: z.string(),
    submittedAt: z.number(),
  }),
  /** Nobody said yes to its price in time. */
  z.object({ kind: z.literal("expired") }),
  /**
   * A storyboard that nobody works on any more; what was filmed for it stays. `reason` is there where
   * it had to be given up.
   */
  z.object({ kind: z.literal("shelved"), reason: z.string().optional() }),
  /** `cost` is what the provider charges for what it had begun, if it says so. */
  z.object({ kind: z.literal("cancelled"), cost: Micros.optional() }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** The only place that decides what a job costs its guild; the ledger caps it at the quote. */
export function costOf(outcome: Outcome, quote: Micros): Micros {
  switch (outcome.kind) {
    case "delivered":
    case "kept":
      return outcome.cost ?? quote;
    case "expired":
    case "shelved":
      return NOTHING;
    case "missing":
      return outcome.charged ? quote : NOTHING;
    case "failed":
    case "cancelled":
      return outcome.cost ?? NOTHING;
    default:
      return unreachable(outcome);
  }
}
