import type { FakeChannel, FakeFile, FakeMessage, FakeUser, FakeView, World } from "./world.ts";
import { APP_ID } from "./world.ts";

/** Things as Slack tells them to an app. */
export function createShapes(world: World, origin: () => string) {
  function file(one: FakeFile): Record<string, unknown> {
    const base = `${origin()}/files-pri/${one.team}-${one.id}`;
    const name = encodeURIComponent(one.name);
    const shares: Record<string, Record<string, unknown[]>> = {};
    for (const { channel, ts, thread_ts } of one.shares) {
      const kind = world.channels.get(channel)?.kind === "public" ? "public" : "private";
      const places = (shares[kind] ??= {});
      (places[channel] ??= []).push({ ts, thread_ts, team_id: one.team });
    }
    const inKind = (kind: FakeChannel["kind"]) =>
      [...new Set(one.shares.map(({ channel }) => channel))].filter(
        (id) => world.channels.get(id)?.kind === kind,
      );
    return {
      id: one.id,
      created: Math.floor(world.now() / 1_000),
      name: one.name,
      title: one.title,
      mimetype: one.type,
      filetype: /\.([^.]+)$/.exec(one.name)?.[1]?.toLowerCase() ?? "binary",
      user: one.user,
      user_team: one.team,
      editable: false,
      size: one.bytes,
      mode: "hosted",
      is_external: false,
      is_public: inKind("public").length > 0,
      file_access: "visible",
      url_private: `${base}/${name}`,
      url_private_download: `${base}/download/${name}`,
      permalink: `https://${world.teamOf(one.team).domain}.slack.com/files/${one.user}/${one.id}/${name}`,
      channels: inKind("public"),
      groups: inKind("private"),
      ims: inKind("im"),
      shares,
    };
  }

  /** A file as an event tells of it: of another organisation's there is but the id. */
  function fileInEvent(one: FakeFile): Record<string, unknown> {
    if (!one.isForeign) return file(one);
    return { id: one.id, mode: "file_access", file_access: "check_file_info" };
  }

  function message(one: FakeMessage, hasMetadata = false): Record<string, unknown> {
    const replies = world.messages.filter(
      ({ channel, thread_ts, ts, isGone, ephemeralFor }) =>
        !isGone &&
        !ephemeralFor &&
        channel === one.channel &&
        thread_ts === one.ts &&
        ts !== one.ts,
    );
    const { user, bot_id, team, text, ts, blocks } = one;
    const isThread = one.thread_ts !== undefined || replies.length > 0;
    return {
      type: "message",
      user,
      ...(bot_id === undefined ? {} : { bot_id, app_id: APP_ID }),
      team,
      text,
      ts,
      ...(blocks.length > 0 ? { blocks } : {}),
      ...(isThread ? { thread_ts: one.thread_ts ?? ts } : {}),
      ...(replies.length > 0 ? { reply_count: replies.length } : {}),
      ...(one.edits > 0 ? { edited: { user, ts } } : {}),
      ...(one.files.length > 0 ? { files: one.files.map(fileInEvent), upload: false } : {}),
      ...(hasMetadata && one.metadata ? { metadata: one.metadata } : {}),
    };
  }

  /** Somebody as a member of an organisation, with all workspaces there that they are in. */
  function inOrg({ id, team, teams = [team], isAdmin }: FakeUser, enterprise: string) {
    const enterprise_name = "Works";
    return {
      id,
      enterprise_id: enterprise,
      enterprise_name,
      is_admin: isAdmin,
      is_owner: false,
      teams,
    };
  }

  return {
    file,
    fileInEvent,
    message,

    user(one: FakeUser, hasLocale: boolean) {
      const { id, team, name, isAdmin, isGuest, isBot, tz } = one;
      const { enterprise } = world.teamOf(team);
      return {
        id,
        team_id: team,
        name,
        real_name: name,
        deleted: false,
        tz,
        tz_label: tz,
        tz_offset: 3_600,
        is_admin: isAdmin,
        is_owner: false,
        is_primary_owner: false,
        is_restricted: isGuest,
        is_ultra_restricted: false,
        is_bot: isBot,
        is_app_user: false,
        profile: { display_name: name, real_name: name, team },
        ...(hasLocale ? { locale: one.locale } : {}),
        ...(enterprise === undefined ? {} : { enterprise_user: inOrg(one, enterprise) }),
      };
    },

    channel({ id, team, name, kind, members, isArchived }: FakeChannel) {
      const { bot } = world.teamOf(team);
      const other = [...members].find((one) => one !== bot);
      return {
        id,
        is_archived: isArchived,
        is_channel: kind === "public",
        is_group: kind === "private",
        is_im: kind === "im",
        is_mpim: false,
        is_private: kind !== "public",
        context_team_id: team,
        ...(kind === "im"
          ? { user: other, is_open: true }
          : { name, is_member: members.has(bot), num_members: members.size }),
      };
    },

    view(one: FakeView) {
      const { bot } = world.teamOf(one.team);
      return {
        callback_id: "",
        private_metadata: "",
        external_id: "",
        clear_on_close: false,
        notify_on_close: false,
        ...one.state,
        id: one.id,
        team_id: one.team,
        hash: one.hash,
        app_id: APP_ID,
        app_installed_team_id: one.team,
        bot_id: bot.replace(/^U/, "B"),
        root_view_id: one.root,
        previous_view_id: one.previous ?? null,
      };
    },
  };
}
export type Shapes = ReturnType<typeof createShapes>;
