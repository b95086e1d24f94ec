import { unreachable, UserError } from "../errors.ts";
import { dollars } from "../money.ts";
import type { Micros } from "../money.ts";
import type { Catalogue } from "../providers/catalogue.ts";
import type { GuildSettings } from "../quota/settings.ts";
import { languageOf } from "../words.ts";

/** What a guild's admins may set, by the names that they type. */
export const RULES = [
  "model",
  "models",
  "channels",
  "confirm-above",
  "person-cap",
  "alerts",
  "animate-others",
  "time-zone",
  "language",
] as const;
export type Rule = (typeof RULES)[number];

/** What the operator allows at most; admins stay within it. */
export interface OperatorBounds {
  readonly confirmAbove: Micros;
  readonly personCap: Micros | undefined;
}

interface Setting {
  /** What holds now. */
  readonly settings: GuildSettings;
  /** All models of this bot, and not only those of the guild. */
  readonly catalogue: Catalogue;
  /** Where it is said. */
  readonly channels: readonly string[];
  readonly platform: string;
  readonly place: string;
  readonly isOperator: boolean;
  readonly bounds: OperatorBounds;
}

const BACK = /^(?:default|all|everywhere|none|usual)$/i;
const MOST_CHANNELS = 50;
const MOST_DOLLARS = 1_000_000;

/** What changes when somebody sets a rule. Throws `UserError` that says what the rule takes. */
export function changeBy(rule: Rule, typed: string, known: Setting): Partial<GuildSettings> {
  const value = typed.trim();
  const isBack = BACK.test(value);
  switch (rule) {
    case "model":
      if (isBack) return { model: undefined };
      return { model: known.catalogue.within({ models: known.settings.models }).find(value).id };
    case "models":
      return { models: isBack ? undefined : modelsIn(value, known.catalogue) };
    case "channels":
      return { channels: isBack ? undefined : channelsIn(value, known) };
    case "confirm-above":
      return { confirmAbove: isBack ? undefined : within(value, known.bounds.confirmAbove, known) };
    case "person-cap":
      return { personCap: isBack ? undefined : within(value, known.bounds.personCap, known) };
    case "alerts":
      return { alerts: isBack || /^off$/i.test(value) ? undefined : alertsIn(value, known) };
    case "animate-others":
      return { animateOthers: isBack ? undefined : animateIn(value) };
    case "time-zone":
      return { timeZone: isBack ? undefined : timeZoneIn(value) };
    case "language":
      return { language: isBack ? undefined : languageIn(value) };
    default:
      return unreachable(rule);
  }
}

function modelsIn(value: string, catalogue: Catalogue): string[] {
  const names = value.split(/[\s,]+/u).filter((name) => name !== "");
  if (names.length === 0) throw new UserError("Name the models, with commas between them, or all.");
  return [...new Set(names.map((name) => catalogue.find(name).id))];
}

/** `here`, or channels as chats write them: `<#123>`. */
function channelsIn(value: string, { settings, channels, platform }: Setting): string[] {
  const mentioned = [...value.matchAll(/<#(\w+)(?:\|[^>]*)?>/gu)].map(
    ([, id = ""]) => `${platform}:${id}`,
  );
  // In a thread, its channel is meant.
  const here = channels.at(-1);
  if (/^here$/i.test(value) && here !== undefined) {
    return [...new Set([...(settings.channels ?? []), here])].slice(-MOST_CHANNELS);
  }
  if (mentioned.length > 0) return [...new Set(mentioned)].slice(0, MOST_CHANNELS);
  throw new UserError("Say here, mention the channels, or say everywhere.");
}

function alertsIn(value: string, { platform, place }: Setting): GuildSettings["alerts"] {
  if (/^here$/i.test(value)) return { platform, place };
  throw new UserError("Say here, where alerts about the budget shall be told, or off.");
}

function within(value: string, most: Micros | undefined, { isOperator }: Setting): Micros {
  const digits = value.replace(/^\$\s*|\s*\$$/u, "").replace(",", ".");
  const number = Number(digits);
  if (!/^\d+(?:\.\d+)?$/.test(digits) || number > MOST_DOLLARS) {
    throw new UserError("Say how much, in dollars, such as 0.50, or default.");
  }
  const amount = dollars(number);
  if (isOperator || most === undefined || amount <= most) return amount;
  throw new UserError(
    "This bot allows up to {{most, money}} for that. Only an operator of this bot can allow more.",
    { most },
  );
}

function animateIn(value: string): NonNullable<GuildSettings["animateOthers"]> {
  const policy = (["ask", "own", "off"] as const).find((one) => one === value.toLowerCase());
  if (policy) return policy;
  throw new UserError("Say ask, own or off: ask its author, only one's own pictures, or none.");
}

function timeZoneIn(value: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError("Write the time zone like Europe/Berlin or UTC.", {}, { cause: error });
  }
}

function languageIn(value: string): string {
  const language = value.toLowerCase().split("-")[0] ?? "";
  if (languageOf(language) === language) return language;
  throw new UserError("This bot does not speak that yet. Say en or de.");
}
