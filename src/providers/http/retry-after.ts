const LONGEST = 10 * 60_000;

/** How long an answer asks us to wait, in ms: seconds or a date, bounded, if it asks at all. */
export function retryAfter(headers: Headers | undefined, now: () => number): number | undefined {
  const exact = toNumber(headers?.get("retry-after-ms"));
  if (exact !== undefined) return bounded(exact);
  const text = headers?.get("retry-after");
  const seconds = toNumber(text);
  if (seconds !== undefined) return bounded(seconds * 1_000);
  const date = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : bounded(date - now());
}

function toNumber(text: string | null | undefined): number | undefined {
  return text && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function bounded(wait: number): number {
  return Math.min(LONGEST, Math.max(0, wait));
}
