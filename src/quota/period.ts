/** The month in which `at` (epoch ms) falls in `timeZone`, as `2026-11`: what a budget is for. */
export function periodOf(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}`;
}

/** When the budget of `period` renews, in words: `1 December`. */
export function renewalOf(period: string): string {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
  }).format(Date.UTC(year, month, 1));
}
