import { z } from "zod";
import { command, MOST_SERIES, say } from "../src/command.ts";
import type { Chart } from "../src/command.ts";
import { MediaError } from "../src/errors.ts";
import { moneyIn } from "../src/money.ts";
import type { Share, Spent } from "../src/quota/spending.ts";
import { sentence } from "../src/said.ts";
import type { Words } from "../src/words.ts";
import { languageOf, wordsFor } from "../src/words.ts";

const DRAWN_WITHIN = 20_000; // ms

const BY = { person: sentence("Day by day, by person"), model: sentence("Day by day, by model") };

export const usage = command({
  name: "usage",
  description: "What was spent on which day, as a chart",
  options: z.object({
    by: z.enum(["person", "model"]).default("person").describe("Whose or which: the colours"),
    month: z.enum(["this", "last"]).default("this").describe("Which month"),
  }),

  async run({ by, month }, { guild, locale }, { spending, charts }) {
    const words = wordsFor(locale);
    const spent = await spending.of(guild, { month, by, most: MOST_SERIES });
    const { days, shares, total, budget } = spent;
    const at = Date.parse(days[0] ?? "");
    if (shares.length === 0) return words("Nothing was spent in {{at, month}}.", { at });

    const told = { total, budget, at };
    const text = words("{{total, money}} of {{budget, money}} was spent in {{at, month}}.", told);
    const fields = shares.map((share) => ({
      name: nameOf(share, words),
      value: moneyIn(languageOf(locale), share.total),
    }));
    const chart = chartOf(spent, words(BY[by]), languageOf(locale), words);
    try {
      const path = await charts.draw(chart, AbortSignal.timeout(DRAWN_WITHIN));
      return say(text, { fields, picture: { path, alt: altOf(spent, text, words) } });
    } catch (error) {
      // Without its picture it says the same.
      if (!(error instanceof MediaError)) throw error;
      return say(text, { fields });
    }
  },
});

function chartOf(spent: Spent, subtitle: string, language: string, words: Words): Chart {
  const { days, shares, total, budget, budgetByDay } = spent;
  return {
    language,
    title: words("Spending in {{at, month}}", { at: Date.parse(days[0] ?? "") }),
    subtitle,
    total: moneyIn(language, total),
    totalNote: words("of {{budget, money}}", { budget }),
    days: [...days],
    series: shares.map((share) => ({
      name: nameOf(share, words),
      values: [...share.byDay],
    })),
    line: {
      label: words("Budget by the day: {{price, money}}", { price: budgetByDay }),
      value: budgetByDay,
    },
  };
}

function nameOf({ name }: Share, words: Words): string {
  return name ?? words("all others");
}

/** The chart for somebody who cannot see it; who spent what stands beside it. */
function altOf({ days, shares }: Spent, text: string, words: Words): string {
  const sums = days.map((_, day) => shares.reduce((sum, { byDay }) => sum + (byDay[day] ?? 0), 0));
  const price = Math.max(...sums);
  const day = Date.parse(days[sums.indexOf(price)] ?? "");
  return `${text} ${words("Most of it on {{day, day}}: {{price, money}}.", { day, price })}`;
}
