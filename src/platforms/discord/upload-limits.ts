import { Routes } from "discord.js";
import { z } from "zod";
import type { Api } from "./api.ts";
import type { DiscordThread } from "./refs.ts";

const MIB = 2 ** 20;
/** By the tier of the guild. Since September 2026 the lowest is 20 MiB; before, it was 10. */
const TIERS: readonly number[] = [20 * MIB, 20 * MIB, 50 * MIB, 100 * MIB];
/** For how long a tier is taken for true, in ms. */
const KNOWN_FOR = 60 * 60_000;
/** For the text beside the file. */
const MARGIN = 64 * 1024;

const Guild = z.object({ premium_tier: z.number() });

/** How large an upload may be where: as the guild's tier says, and as uploads have shown. */
export function createUploadLimits({ api, now }: { api: Api; now: () => number }) {
  const tiers = new Map<string, { tier: number; at: number }>();
  const refused = new Map<string, number>();

  async function tierOf(guild: string): Promise<number> {
    const known = tiers.get(guild);
    if (known && now() - known.at < KNOWN_FOR) return known.tier;
    const { premium_tier: tier } = Guild.parse(
      await api.call({ method: "GET", route: Routes.guild(guild) }),
    );
    tiers.set(guild, { tier, at: now() });
    return tier;
  }

  return {
    /** The gateway has told a guild's tier. */
    learn(guild: string, tier: number): void {
      tiers.set(guild, { tier, at: now() });
    },

    /** Discord has refused an upload of this size there. */
    refuse(guild: string, bytes: number): void {
      refused.set(guild, Math.min(bytes, refused.get(guild) ?? Infinity));
    },

    async limitOf({ guild, limit }: DiscordThread): Promise<number> {
      const tier = TIERS[await tierOf(guild)] ?? 20 * MIB;
      // What was named for the interaction counts what its sender pays for, which we do not have.
      const named = limit > 0 ? Math.min(limit, tier) : tier;
      const half = Math.floor((refused.get(guild) ?? Infinity) / 2);
      return Math.min(named, half) - MARGIN;
    },
  };
}
