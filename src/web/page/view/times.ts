import { LOCALE, words } from "../language.ts";

/** `14:05`, as the reader's language writes it. */
export function clockText(at: number): string {
  return new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The clock, and the day before it when that is not today. */
export function whenText(at: number, now: number): string {
  return daysBetween(at, now) === 0 ? clockText(at) : `${dayText(at, now)}, ${clockText(at)}`;
}

export function isoText(at: number): string {
  return new Date(at).toISOString();
}

/** `Today`, `Yesterday`, `Monday 3 March`. */
export function dayText(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return words("Today");
  if (days === 1) return words("Yesterday");
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(at);
}

/** A timecode: `00:07`, `12:30`. */
export function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}

function daysBetween(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
