/** The month in which `at` (epoch ms) falls in `timeZone`, as `2026-11`: what a budget is for. */
export function periodOf(at: number, timeZone: string): string {
  const parts = formatIn(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}`;
}

/** Costly to make, and there are few zones: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit" });
  formats.set(timeZone, format);
  return format;
}

/** The day on which the budget of `period` renews, as its midnight in UTC, in epoch ms. */
export function renewalOf(period: string): number {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return Date.UTC(year, month, 1);
}
