import { z } from "zod";
import { MediaError, unreachable, UserError } from "../../errors.ts";
import type { FailureKind as Kind } from "../../errors.ts";

export const FailureKind: z.ZodType<Kind> = z.enum([
  "refused",
  "invalid",
  "auth",
  "billing",
  "throttled",
  "gone",
  "unavailable",
  "unknown",
]);

/** What a person reads when a draft could not be rendered. */
export function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (!(error instanceof MediaError)) return "The draft renderer stopped. It is logged.";
  switch (error.failure) {
    case "unavailable":
      return error.message;
    case "stopped":
      return "The draft took too long, or too much memory, on this machine.";
    case "disk-full":
      return "The draft could not be saved: the disk is full.";
    case "broken":
    case "crashed":
    case "cannot-fit":
    case "too-large":
      return "The draft renderer stopped in the middle. Another try may work.";
    default:
      return unreachable(error.failure);
  }
}
