/** What the app may do, and why people have to agree to it. */
export const SCOPES = [
  "commands",
  "chat:write",
  // Pictures that people share, and the videos that go back.
  "files:read",
  "files:write",
  // Mentions, and direct messages.
  "app_mentions:read",
  "im:history",
  "im:read",
  "im:write",
  // A lost answer is looked up, and a mention with a file comes as a message only.
  "channels:history",
  "groups:history",
  "mpim:history",
  // Whether a video could be shown here, before it costs anything.
  "channels:read",
  "groups:read",
  "mpim:read",
  // Who is an admin, and which language somebody speaks.
  "users:read",
];

export const EVENTS = [
  "app_home_opened",
  "app_mention",
  "app_uninstalled",
  "message.channels",
  "message.groups",
  "message.im",
  "message.mpim",
  "tokens_revoked",
];
