import type { Declared } from "./app.ts";
import type { Deliveries, Delivery, Parcel } from "./delivery.ts";
import type { Shapes } from "./shapes.ts";
import type { FakeChannel, FakeMessage, World } from "./world.ts";
import { APP_ID } from "./world.ts";

const KIND = { public: "channel", private: "group", im: "im" } as const;
const FEED = { public: "message.channels", private: "message.groups", im: "message.im" } as const;

interface EventsDeps {
  readonly world: World;
  readonly shapes: Shapes;
  readonly declared: Declared;
  readonly delivery: Deliveries;
}

/** What happens in a workspace, put into the envelope in which an app hears of it. */
export function createEvents({ world, shapes, declared, delivery }: EventsDeps) {
  /** Whether the whole organisation of a workspace has the app. */
  function isOrgWide(team: string): boolean {
    const { enterprise } = world.teamOf(team);
    const live = [...world.tokens.values()].filter(({ isRevoked }) => !isRevoked);
    if (live.some((token) => token.team === team)) return false;
    return live.some((token) => enterprise !== undefined && token.enterprise === enterprise);
  }

  function isInstalled(team: string): boolean {
    const tokens = [...world.tokens.values()];
    return isOrgWide(team) || tokens.some((one) => one.team === team && !one.isRevoked);
  }

  function parcelOf(event: Record<string, unknown>, team: string, at = world.now()): Parcel {
    const { enterprise, bot } = world.teamOf(team);
    const is_enterprise_install = isOrgWide(team);
    const owner = { enterprise_id: enterprise ?? null, is_enterprise_install };
    const body = {
      token: "verification",
      team_id: team,
      enterprise_id: enterprise,
      context_team_id: team,
      context_enterprise_id: enterprise ?? null,
      api_app_id: APP_ID,
      event: { event_ts: world.nextTs(`events ${team}`), ...event },
      type: "event_callback",
      event_id: world.newId("Ev"),
      event_time: Math.floor(at / 1_000),
      authorizations: [{ ...owner, team_id: team, user_id: bot, is_bot: true }],
      is_ext_shared_channel: false,
      event_context: world.newId("4-"),
    };
    return { kind: "events_api", body };
  }

  const isWanted = (type: string) => declared.events === undefined || declared.events.has(type);

  /** What a message says of itself when it is told of. */
  function told(message: FakeMessage, channel: FakeChannel): Record<string, unknown> {
    const isUpload = message.files.length > 0;
    const home = world.userOf(message.user).team;
    // People of another workspace, in a channel that is shared with theirs.
    const stranger =
      home === message.team ? {} : { user_team: home, source_team: home, team: home };
    return {
      ...shapes.message(message, true),
      ...stranger,
      channel: channel.id,
      channel_type: KIND[channel.kind],
      ...(isUpload ? { subtype: "file_share", upload: true } : {}),
    };
  }

  function ofChange(
    message: FakeMessage,
    channel: FakeChannel,
    kind: "changed" | "deleted",
  ): Record<string, unknown> {
    const shown = shapes.message(message, true);
    const place = { channel: channel.id, channel_type: KIND[channel.kind], hidden: true };
    const common = { type: "message", ...place, ts: world.nextTs(channel.id) };
    if (kind === "changed") {
      return { ...common, subtype: "message_changed", message: shown, previous_message: shown };
    }
    const deleted = { deleted_ts: message.ts, previous_message: shown };
    return { ...common, subtype: "message_deleted", ...deleted };
  }

  return {
    isInstalled,
    isOrgWide,
    parcelOf,

    /** A message as the app hears of it, once as what it is and once more where it is named. */
    parcelsOf(message: FakeMessage, isOnlyFileShare = false): Parcel[] {
      const channel = world.channelOf(message.channel);
      const { bot } = world.teamOf(message.team);
      if (!channel.members.has(bot) || !isInstalled(message.team)) return [];
      const event = told(message, channel);
      const parcels: Parcel[] = [];
      const isNamed = message.text.includes(`<@${bot}>`) && channel.kind !== "im";
      if (isNamed && isWanted("app_mention") && !isOnlyFileShare) {
        const { subtype: _subtype, channel_type: _type, ...rest } = event;
        parcels.push(parcelOf({ ...rest, type: "app_mention" }, message.team));
      }
      if (isWanted(FEED[channel.kind])) parcels.push(parcelOf(event, message.team));
      return parcels;
    },

    /** A change of a message. */
    changeOf(message: FakeMessage, kind: "changed" | "deleted"): Parcel[] {
      const channel = world.channelOf(message.channel);
      const { bot } = world.teamOf(message.team);
      if (!channel.members.has(bot) || !isInstalled(message.team)) return [];
      if (!isWanted(FEED[channel.kind])) return [];
      return [parcelOf(ofChange(message, channel, kind), message.team)];
    },

    /** The app hears of what it did itself, too. */
    echo(message: FakeMessage, kind: "posted" | "changed" | "deleted"): void {
      if (!world.settings.echoes || !delivery.isHeard) return;
      const parcels = kind === "posted" ? this.parcelsOf(message) : this.changeOf(message, kind);
      for (const parcel of parcels) void delivery.deliver(parcel);
    },

    isWanted,
    deliver: (parcel: Parcel): Promise<Delivery> => delivery.deliver(parcel),
  };
}
export type Events = ReturnType<typeof createEvents>;
