import { z } from "zod";

/** Whole micro-dollars: 1 USD is 1 000 000. Money is never a float and never in another unit. */
export const Micros = z.int().brand("Micros");
export type Micros = z.infer<typeof Micros>;

/** Throws when `amount` is not a whole, safe number. */
export function micros(amount: number): Micros {
  return Micros.parse(amount);
}

export const NOTHING = micros(0);
const CENT = 10_000;

/** Turns dollars, as people write them in settings and price lists, into micros, rounded up. */
export function dollars(amount: number): Micros {
  return micros(Math.ceil(Number((amount * 1_000_000).toFixed(3))));
}

export function sum(amounts: Iterable<Micros>): Micros {
  let total = 0;
  for (const amount of amounts) total += amount;
  return micros(total);
}

export function minus(amount: Micros, less: Micros): Micros {
  return micros(amount - less);
}

export function smaller(one: Micros, other: Micros): Micros {
  return one < other ? one : other;
}

/** `$1.20`, `$0.004`: whole cents, and only what is less than one to the last digit. */
export function formatMoney(amount: Micros): string {
  return moneyIn("en", amount);
}

/** The same as people write it in a language: `1,20 $` in German. */
export function moneyIn(language: string, amount: Micros): string {
  return written(language, amount, Math.abs(amount) < CENT ? 6 : 2);
}

/** To the last digit: prices by the second, which are multiplied before they are paid, and scales. */
export function exactMoneyIn(language: string, amount: Micros): string {
  return written(language, amount, 6);
}

const formats = new Map<string, Intl.NumberFormat>();

function written(language: string, amount: Micros, decimals: 2 | 6): string {
  const key = `${language} ${decimals}`;
  const format = formats.get(key) ?? formatFor(language, decimals);
  formats.set(key, format);
  return format.format(amount / 1_000_000).replace("-", "−");
}

function formatFor(language: string, decimals: number): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: decimals,
  });
}
