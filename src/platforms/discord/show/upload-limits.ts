import { Routes } from "discord.js";
import { z } from "zod";
import type { PublishedClip } from "../../platform.ts";
import { isTooLarge } from "../failures.ts";
import type { Api } from "../line/api.ts";
import type { DiscordThread } from "../refs.ts";

const MIB = 2 ** 20;
/** By the tier of the guild. Since September 2026 the lowest is 20 MiB; before, it was 10. */
const TIERS: readonly number[] = [20 * MIB, 20 * MIB, 50 * MIB, 100 * MIB];
/** For how long a tier, or a refusal, is taken for true, in ms. */
const KNOWN_FOR = 60 * 60_000;
/** For the text beside the file. */
const MARGIN = 64 * 1024;

const Guild = z.object({ premium_tier: z.number() });

/** How large an upload may be where: as the guild's tier says, and as uploads have shown. */
export function createUploadLimits({ api, now }: { api: Api; now: () => number }) {
  const tiers = new Map<string, { tier: number; at: number }>();
  const refused = new Map<string, { bytes: number; at: number }>();

  async function tierOf(guild: string): Promise<number> {
    const known = tiers.get(guild);
    if (known && now() - known.at < KNOWN_FOR) return known.tier;
    const { premium_tier: tier } = Guild.parse(
      await api.call({ method: "GET", route: Routes.guild(guild) }),
    );
    tiers.set(guild, { tier, at: now() });
    return tier;
  }

  /** The smallest that was refused there lately. */
  function refusedIn(guild: string): number {
    const known = refused.get(guild);
    return known && now() - known.at < KNOWN_FOR ? known.bytes : Infinity;
  }

  return {
    /** The gateway has told a guild's tier. */
    learn(guild: string, tier: number): void {
      tiers.set(guild, { tier, at: now() });
    },

    /** Discord has refused a video there; only what it says of its size is remembered. */
    refuse(guild: string, { fileName, bytes }: PublishedClip, error: unknown): void {
      // A still stands for a video that is too large already; its own size says nothing.
      if (!isTooLarge(error) || !fileName.endsWith(".mp4")) return;
      refused.set(guild, { bytes: Math.min(bytes, refusedIn(guild)), at: now() });
    },

    async limitOf({ guild, limit }: DiscordThread): Promise<number> {
      const tier = TIERS[await tierOf(guild)] ?? 20 * MIB;
      // What was named for the interaction counts what its sender pays for, which we do not have.
      const named = limit > 0 ? Math.min(limit, tier) : tier;
      const half = Math.floor(refusedIn(guild) / 2);
      return Math.min(named, half) - MARGIN;
    },
  };
}
export type UploadLimits = ReturnType<typeof createUploadLimits>;
