import { z } from "zod";
import { command, completed, say } from "../src/command.ts";
import type { Tools } from "../src/command.ts";
import { unreachable, UserError } from "../src/errors.ts";
import { dollars, moneyIn } from "../src/money.ts";
import type { Invocation } from "../src/platforms/platform.ts";
import type { LedgerFile } from "../src/quota/ledger-file.ts";
import type { Quota } from "../src/quota/quota.ts";
import { sentence } from "../src/said.ts";
import { languageOf, wordsFor } from "../src/words.ts";

const SHOWN = 15;

export const quota = command({
  name: "quota",
  description: "The budget for videos here",
  options: z.object({
    action: z
      .enum(["show", "set", "grant", "cap", "adjust", "history", "export"])
      .default("show")
      .describe(
        "Show it, set the month's budget, grant, cap each person, give back, list all, or export a file",
      ),
    amount: z.coerce
      .number()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe("In dollars, for set, grant, cap and adjust"),
    job: completed(z.string().optional(), "job").describe("Whose cost is given back, for adjust"),
    month: z.enum(["this", "last", "all"]).default("this").describe("Which month, for export"),
  }),

  async run({ action, amount, job, month }, invocation, tools) {
    const by = { ...invocation.person, invocation: invocation.id };
    switch (action) {
      case "show":
        return show(invocation, tools.quota);
      case "history":
        adminsOnly(invocation);
        return history(invocation, tools);
      case "export":
        adminsOnly(invocation);
        return exported(invocation, await tools.ledgerFiles.write(invocation.guild, month));
      case "set":
        adminsOnly(invocation);
        await tools.quota.setBudget(invocation.guild, moneyOf(amount), by);
        return show(invocation, tools.quota);
      case "grant":
        await tools.quota.grant(invocation.guild, moneyOf(amount), by);
        return show(invocation, tools.quota);
      case "cap":
        await tools.rule(invocation, "person-cap", amount === undefined ? "default" : `${amount}`);
        return cap(invocation, tools);
      case "adjust":
        adminsOnly(invocation);
        if (!job) throw new UserError("Say which video's cost is given back: job and amount.");
        await tools.quota.adjust(invocation.guild, job, moneyOf(amount), by);
        return show(invocation, tools.quota);
      default:
        return unreachable(action);
    }
  },
});

async function show({ guild, locale }: Invocation, money: Quota) {
  const words = wordsFor(locale);
  const { budget, used, reserved, left, renewsAt } = await money.account(guild);
  const text = words(
    "{{left, money}} of {{budget, money}} is left. It renews on {{renewsAt, day}}.",
    { left, budget, renewsAt },
  );
  return say(text, {
    fields: [
      { name: words("Spent"), value: moneyIn(languageOf(locale), used) },
      { name: words("Set aside"), value: moneyIn(languageOf(locale), reserved) },
    ],
  });
}

async function cap({ guild, locale }: Invocation, tools: Pick<Tools, "settings" | "usual">) {
  const { personCap = tools.usual.personCap } = await tools.settings(guild);
  const words = wordsFor(locale);
  return personCap === undefined
    ? words("Nobody here has a cap.")
    : words("Each person may spend {{cap, money}} a month.", { cap: personCap });
}

async function history({ guild, locale }: Invocation, tools: Pick<Tools, "settings" | "quota">) {
  const words = wordsFor(locale);
  const { timeZone = "UTC" } = await tools.settings(guild);
  const entries = await tools.quota.history(guild, SHOWN);
  if (entries.length === 0) return words("No money has moved yet.");
  return say(words("The latest entries, newest first; free drafts are not listed:"), {
    fields: entries.map(({ kind, amount, job, person, actor, name = person, at }) => ({
      name: `${momentIn(timeZone, at)} · ${words(KINDS[kind])}`,
      value: [moneyIn(languageOf(locale), amount), job, actor ?? name].filter(Boolean).join(" · "),
    })),
  });
}

/** As 2026-11-21 09:38, the way Swedes write it. */
function momentIn(timeZone: string, at: number): string {
  const look = { timeZone, dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("sv-SE", look).format(at);
}

function exported({ locale }: Invocation, { path, fileName, entries, isCut, month }: LedgerFile) {
  const words = wordsFor(locale);
  if (entries === 0) return words("There is nothing to export from that time.");
  const at = Date.parse(month ?? "");
  const text =
    month === undefined
      ? words("All entries of the budget, newest first: {{entries, number}}.", { entries })
      : words("The entries of {{at, month}}, newest first: {{entries, number}}.", { at, entries });
  const lines = isCut ? [text, words("Older ones did not fit.")] : [text];
  return say(lines.join(" "), { file: { path, fileName } });
}

const KINDS = {
  grant: sentence("granted"),
  reserve: sentence("set aside"),
  settle: sentence("spent"),
  release: sentence("freed"),
  adjust: sentence("given back"),
};

function adminsOnly({ person }: Invocation): void {
  if (!person.isAdmin) throw new UserError("Only admins can do that.");
}

function moneyOf(amount: number | undefined) {
  if (amount === undefined) throw new UserError("Say how much, in dollars: amount 5.");
  return dollars(amount);
}
