import type { Snapshot } from "../provider.ts";

/**
 * Whether a snapshot says that there will be no video. That is believed only from an answer that
 * names its generation: the error of a gateway, in an envelope with status 200, reads the same.
 */
export function isLoss({ status }: Snapshot): boolean {
  return status === "failed" || status === "cancelled" || status === "expired";
}
