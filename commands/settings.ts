import { z } from "zod";
import { command, say } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import type { GuildSettings } from "../src/guilds/guilds.ts";
import type { OperatorBounds, Rule } from "../src/guilds/rules.ts";
import { RULES } from "../src/guilds/rules.ts";
import { moneyIn } from "../src/money.ts";
import type { Micros } from "../src/money.ts";
import { languageOf, wordsFor } from "../src/words.ts";

export const settings = command({
  name: "settings",
  description: "What holds here: models, channels, prices, time zone",
  isForAdmins: true,
  options: z.object({
    setting: z.enum(RULES).optional().describe("What to set; without it, everything is shown"),
    value: z.string().max(2_000).optional().describe("What it shall be; default takes it back"),
  }),

  async run({ setting, value }, invocation, { rule, usual, settings: settingsOf }) {
    if (!invocation.person.isAdmin) {
      throw new UserError("Only admins can do that.");
    }
    if (setting !== undefined) {
      if (value === undefined) throw new UserError("Say the value as well: setting and value.");
      await rule(invocation, setting, value);
    }
    return shown(await settingsOf(invocation.guild), usual, invocation.locale);
  },
});

function shown(found: GuildSettings, usual: OperatorBounds, locale: string) {
  const words = wordsFor(locale);
  const money = (own: Micros | undefined, amount: Micros | undefined) => {
    if (own !== undefined) return moneyIn(languageOf(locale), own);
    return amount === undefined
      ? words("none")
      : words("{{amount, money}}, as everywhere", { amount });
  };
  const values: Record<Rule, string> = {
    model: found.model ?? words("the cheapest that can"),
    models: found.models?.join(", ") ?? words("all"),
    channels: found.channels?.join(", ") ?? words("everywhere"),
    "confirm-above": money(found.confirmAbove, usual.confirmAbove),
    "person-cap": money(found.personCap, usual.personCap),
    alerts: found.alerts ? words("on") : words("off"),
    "animate-others": found.animateOthers ?? "ask",
    "time-zone": found.timeZone ?? "UTC",
    language: found.language ?? words("everybody's own"),
  };
  return say(words("This holds here:"), {
    fields: RULES.map((name) => ({ name, value: values[name] })),
  });
}
