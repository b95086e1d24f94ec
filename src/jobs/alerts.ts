import { createHash } from "node:crypto";
import type { GuildSettings } from "../guilds/guilds.ts";
import type { Logger } from "../log.ts";
import { NOTHING } from "../money.ts";
import type { Platform, Tone } from "../platforms/platform.ts";
import type { Account, Quota } from "../quota/quota.ts";
import { claimOnce, unclaim } from "../store/claims.ts";
import type { Shelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { wordsFor } from "../words.ts";

/** How much of a budget is spent when a guild's admins want to know, in per cent. */
const LEVELS = [50, 80, 100] as const;
type Level = (typeof LEVELS)[number];

interface News {
  readonly level: Level;
  /** What it is called among all news. */
  readonly name: string;
  /** What was claimed for it, so that nobody else tells it. */
  readonly claimed: readonly string[];
}

/** Tells a guild, in the place that its admins have set, how far its budget is spent. */
export interface Alerts {
  /** Called when money was booked. Each level is told once for a budget. Never throws. */
  look(guild: string): Promise<void>;
}

interface AlertDeps {
  readonly store: Store;
  readonly settings: Shelf<GuildSettings>;
  readonly quota: Quota;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly now: () => number;
  readonly log: Logger;
}

export function createAlerts(deps: AlertDeps): Alerts {
  const { store, settings, quota, platforms, now, log } = deps;

  /** The highest level that is reached and was not told; those below it are told with it. */
  async function newsOf(guild: string, account: Account): Promise<News | undefined> {
    const { budget, used, renewsAt } = account;
    const reached = LEVELS.filter((level) => budget > NOTHING && used * 100 >= budget * level);
    const level = reached.at(-1);
    if (level === undefined) return undefined;
    const names = reached.map((one) => `alert/${guild}/${renewsAt}/${budget}/${one}`);
    return store.transaction(async (tx) => {
      const claimed: string[] = [];
      for (const name of names) if (await claimOnce(tx, name, now())) claimed.push(name);
      const name = names.at(-1) ?? "";
      return claimed.includes(name) ? { level, name, claimed } : undefined;
    });
  }

  /** What could not be told is told when money is booked the next time. */
  async function takeBack({ claimed }: News): Promise<void> {
    await store.transaction(async (tx) => {
      for (const name of claimed) await unclaim(tx, name);
    });
  }

  async function tell(guild: string): Promise<void> {
    const { alerts, language = "en" } = (await settings.get(guild)) ?? {};
    const platform = alerts && platforms.get(alerts.platform);
    if (!platform) return;
    const account = await quota.account(guild);
    const news = await newsOf(guild, account);
    if (!news) return;
    const { level } = news;
    const { used, budget, renewsAt } = account;
    const words = wordsFor(language);
    const text = words(
      "{{level}} % of this month's budget is spent: {{used, money}} of {{budget, money}}. It renews on {{renewsAt, day}}.",
      { level, used, budget, renewsAt },
    );
    const key = keyOf(news);
    try {
      const thread = await platform.openThread(alerts.place, words("The budget"), key);
      const message = { kind: "text" as const, tone: toneOf(level), text, locale: language };
      await platform.post(thread, message, key);
    } catch (error) {
      await takeBack(news);
      throw error;
    }
  }

  return {
    async look(guild) {
      try {
        await tell(guild);
      } catch (error) {
        log.warn({ err: error, guild }, "an alert about a budget could not be told");
      }
    },
  };
}

/** The same for each try of it: the answer to the one before may have been lost. */
function keyOf({ name }: News): string {
  return `${createHash("sha256").update(name).digest("hex").slice(0, 16)}-alert`;
}

function toneOf(level: Level): Tone {
  return level === 100 ? "bad" : "warning";
}
