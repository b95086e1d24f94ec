import { LOCALE } from "../language.ts";

const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;

/** `3.5`, as the reader's language writes it. */
export function numberText(value: number): string {
  return new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(value);
}

/** `820 kB`, `1.3 MB`. */
export function sizeText(bytes: number): string {
  return bytes < MEGABYTE
    ? `${Math.max(1, Math.round(bytes / KILOBYTE))} kB`
    : `${numberText(bytes / MEGABYTE)} MB`;
}
