// Who and what there is in this Slack from the beginning.

export const APP_ID = "A0000000001";
export const APP_TOKEN = "xapp-fake-app";
export const BOT_TOKEN = "xoxb-fake-one";
export const OTHER_BOT_TOKEN = "xoxb-fake-two";
export const SIGNING_SECRET = "fake-signing-secret";
export const CLIENT_ID = "1000000001.2000000001";
export const CLIENT_SECRET = "fake-client-secret";

export const TEAM = "T0000000001";
export const OTHER_TEAM = "T0000000002";
export const ORG = "E0000000001";
export const ORG_TEAM = "T0000000003";
export const ORG_OTHER_TEAM = "T0000000004";

export const BOT = "U00000000B1";
export const OTHER_BOT = "U00000000B2";
export const ORG_BOT = "U00000000B3";
/** An admin. */
export const ANN = "U0000000001";
export const BEN = "U0000000002";
/** A guest. */
export const GUS = "U0000000003";
/** The admin of the other workspace. */
export const OLE = "U0000000011";
/** People of the two workspaces of the organisation, both admins. */
export const ORA = "U0000000021";
export const OTTO = "U0000000022";

export const GENERAL = "C0000000001";
/** Private, with the bot in it. */
export const QUIET = "C0000000002";
/** Public, without the bot. */
export const OUTSIDE = "C0000000003";
export const OTHER_GENERAL = "C0000000011";
export const ORG_GENERAL = "C0000000021";
export const ORG_OTHER_GENERAL = "C0000000022";

/** What an app may be allowed. */
export const ALL_SCOPES = [
  "app_mentions:read",
  "assistant:write",
  "channels:history",
  "channels:join",
  "channels:read",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "mpim:history",
  "mpim:read",
  "reactions:write",
  "team:read",
  "users:read",
];
