import { z } from "zod";
import { Micros } from "../../money.ts";

/** How many series a chart tells apart; whoever has more sums up the rest. */
export const MOST_SERIES = 6;

/** Spending day by day, as stacked bars. All its texts are already in the reader's language. */
export const Chart = z.object({
  /** For the dates and amounts along the axes. */
  language: z.string(),
  title: z.string(),
  subtitle: z.string(),
  total: z.string(),
  totalNote: z.string(),
  /** ISO dates, one for each bar. */
  days: z.array(z.iso.date()).min(1).max(31),
  /** `values` has one amount for each day. */
  series: z.array(z.object({ name: z.string(), values: z.array(Micros) })).max(MOST_SERIES),
  /** An amount by the day that the bars are measured against. */
  line: z.object({ label: z.string(), value: Micros }).optional(),
});
export type Chart = z.infer<typeof Chart>;

export const DrawInput = z.object({ chart: Chart, to: z.string() });
