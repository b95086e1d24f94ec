import { z } from "zod";
import { Micros } from "../money.ts";

/** One entry of a guild's ledger, as its people read it. */
export const HistoryEntry = z.object({
  kind: z.enum(["grant", "reserve", "settle", "release", "adjust"]),
  amount: Micros,
  job: z.string().nullish(),
  person: z.string().nullish(),
  actor: z.string().nullish(),
  at: z.number(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export function toHistoryEntry(row: unknown): HistoryEntry {
  return HistoryEntry.parse(row);
}
