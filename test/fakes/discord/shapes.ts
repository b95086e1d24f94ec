import { PermissionFlagsBits } from "discord.js";
import type { FakeChannel, World } from "./world.ts";
import { ALL_PERMISSIONS, APP, BOT_ROLE, MANAGER_ROLE, MEMBER_PERMISSIONS } from "./world.ts";

/** Nobody that any test speaks of: an owner may do everything. */
const OWNER = "444444444444444449";

/** What Discord says of things, in its own JSON. */
export function shapes(world: World) {
  const joined = "2024-01-01T00:00:00.000000+00:00";

  function channel(given: FakeChannel) {
    const { id, type, name, parent, archived, locked, denied } = given;
    if (type !== 11) {
      return {
        id,
        type,
        guild_id: given.guild,
        name,
        position: 0,
        permission_overwrites:
          denied === 0n ? [] : [{ id: APP, type: 1, allow: "0", deny: String(denied) }],
        nsfw: false,
        parent_id: parent ?? null,
        flags: 0,
        last_message_id: null,
        topic: null,
        rate_limit_per_user: 0,
        ...(type === 15 ? { available_tags: [], default_sort_order: null } : {}),
        ...(type === 2 ? { bitrate: 64_000, user_limit: 0, rtc_region: null } : {}),
      };
    }
    return {
      id,
      type,
      guild_id: given.guild,
      name,
      parent_id: parent ?? null,
      owner_id: APP,
      last_message_id: null,
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
      rate_limit_per_user: 0,
      flags: 0,
      thread_metadata: {
        archived,
        locked,
        auto_archive_duration: 1_440,
        archive_timestamp: joined,
      },
    };
  }

  function member(person: string, permissions: bigint) {
    return {
      user: world.users.get(person),
      roles: person === APP ? [BOT_ROLE] : [],
      joined_at: joined,
      deaf: false,
      mute: false,
      flags: 0,
      avatar: null,
      banner: null,
      nick: null,
      premium_since: null,
      pending: false,
      communication_disabled_until: null,
      permissions: String(permissions),
    };
  }

  function guild(id: string) {
    const { name, tier, denied = 0n } = world.guilds.get(id) ?? { name: "?", tier: 0 };
    const colors = { primary_color: 0, secondary_color: null, tertiary_color: null };
    const role = (own: string, called: string, permissions: bigint) => ({
      id: own,
      name: called,
      color: 0,
      colors,
      hoist: false,
      position: 0,
      permissions: String(permissions),
      managed: false,
      mentionable: false,
      flags: 0,
      icon: null,
      unicode_emoji: null,
    });
    return {
      id,
      name,
      icon: null,
      owner_id: OWNER,
      premium_tier: tier,
      premium_subscription_count: 0,
      roles: [
        role(id, "@everyone", MEMBER_PERMISSIONS),
        role(BOT_ROLE, "rushes", ALL_PERMISSIONS & ~denied),
        role(MANAGER_ROLE, "manager", PermissionFlagsBits.ManageGuild),
      ],
      emojis: [],
      stickers: [],
      features: [],
      preferred_locale: "en-US",
      nsfw: false,
      nsfw_level: 0,
      mfa_level: 0,
      verification_level: 0,
      default_message_notifications: 0,
      explicit_content_filter: 0,
      afk_timeout: 300,
      afk_channel_id: null,
      system_channel_id: null,
      system_channel_flags: 0,
      rules_channel_id: null,
      public_updates_channel_id: null,
      safety_alerts_channel_id: null,
      application_id: null,
      premium_progress_bar_enabled: false,
      vanity_url_code: null,
      description: null,
      banner: null,
      splash: null,
      discovery_splash: null,
      home_header: null,
      region: "deprecated",
      widget_enabled: false,
      widget_channel_id: null,
      max_presences: null,
      max_members: 500_000,
      max_stage_video_channel_users: 50,
      max_video_channel_users: 25,
      incidents_data: null,
    };
  }

  /** What GUILD_CREATE tells on top. */
  function guildCreate(id: string) {
    const all = [...world.channels.values()].filter((one) => one.guild === id);
    return {
      ...guild(id),
      channels: all.filter(({ type }) => type !== 11).map(channel),
      threads: all.filter(({ type, archived }) => type === 11 && !archived).map(channel),
      members: [member(APP, ALL_PERMISSIONS)],
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
      member_count: 3,
      large: false,
      joined_at: joined,
      unavailable: false,
    };
  }

  return { channel, member, guild, guildCreate };
}
export type Shapes = ReturnType<typeof shapes>;
