import { z } from "zod";

// What arrives from Slack: only what we need of it.

/** A file as it stands in a message or a form. Of some, Slack tells only the id. */
export const FileShape = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  filetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
  user: z.string().nullish(),
});
export type FileShape = z.infer<typeof FileShape>;

const Files = z.array(FileShape).default([]);
const Named = z.object({ id: z.string() });

export const CommandShape = z.object({
  command: z.string(),
  text: z.string().default(""),
  team_id: z.string(),
  enterprise_id: z.string().optional(),
  channel_id: z.string(),
  user_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string(),
});

const Who = {
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: Named.nullish(),
  enterprise: Named.nullish(),
};

export const ShortcutShape = z.object({
  ...Who,
  type: z.enum(["shortcut", "message_action"]),
  callback_id: z.string(),
  trigger_id: z.string(),
  channel: Named.optional(),
  response_url: z.string().optional(),
  message: z
    .object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      user: z.string().optional(),
      files: Files,
    })
    .optional(),
});

export const ActionShape = z.object({
  ...Who,
  trigger_id: z.string(),
  channel: Named.nullish(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).nullish(),
  /** Of a message for one pair of eyes there is no more than this. */
  container: z
    .object({ is_ephemeral: z.boolean().optional(), thread_ts: z.string().nullish() })
    .nullish(),
  view: z.looseObject({ id: z.string(), type: z.string() }).nullish(),
  response_url: z.string().nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().default(""),
        value: z.string().nullish(),
      }),
    )
    .min(1),
});

export const Filled = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
  files: Files.nullish(),
});

export const FormShape = z.object({
  ...Who,
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    app_installed_team_id: z.string().nullish(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Filled)) }),
  }),
});
export type FormShape = z.infer<typeof FormShape>;

export const CompletionShape = z.object({
  ...Who,
  block_id: z.string(),
  value: z.string().default(""),
  view: z.object({ callback_id: z.string() }).nullish(),
});

const MessageEvent = z.object({
  type: z.enum(["app_mention", "message"]),
  subtype: z.string().optional(),
  user: z.string().optional(),
  /** The workspace of whoever wrote it, in one of three places. */
  user_team: z.string().optional(),
  source_team: z.string().optional(),
  team: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(""),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  files: Files,
});
export type MessageEvent = z.infer<typeof MessageEvent>;

const Event = z.discriminatedUnion("type", [
  MessageEvent.extend({ type: z.literal("app_mention") }),
  MessageEvent.extend({ type: z.literal("message") }),
  z.object({ type: z.literal("app_home_opened"), user: z.string(), tab: z.string() }),
  z.object({ type: z.literal("app_uninstalled") }),
  z.object({
    type: z.literal("tokens_revoked"),
    tokens: z.object({ bot: z.array(z.string()).default([]) }),
  }),
]);

export const EventShape = z.object({
  /** Where an organization as a whole lets us go, no workspace is named. */
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  event_time: z.number().default(0),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .default([]),
  event: Event,
});
export type EventShape = z.infer<typeof EventShape>;
