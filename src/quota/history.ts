import { z } from "zod";
import { Micros } from "../money.ts";

/** One entry of a guild's ledger, as its people read it. */
export const HistoryEntry = z.object({
  kind: z.enum(["grant", "reserve", "settle", "release", "adjust"]),
  amount: Micros,
  job: z.string().nullish(),
  person: z.string().nullish(),
  actor: z.string().nullish(),
  /** Of whom the job is, where it is still known. */
  name: z.string().optional(),
  at: z.number(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What is read of an entry's job. */
const JobData = z.object({ person: z.object({ name: z.string() }) });

export function toHistoryEntry({ data, ...row }: { readonly data: string | null }): HistoryEntry {
  const job = data === null ? undefined : JobData.safeParse(JSON.parse(data)).data;
  return HistoryEntry.parse({ ...row, name: job?.person.name });
}
