import { ApplicationCommandType, InteractionType } from "discord.js";
import { z } from "zod";

const Bits = z
  .string()
  .regex(/^\d{1,30}$/)
  .transform(BigInt);

export const AttachmentShape = z.object({
  id: z.string(),
  filename: z.string(),
  size: z.number(),
  url: z.url(),
  content_type: z.string().optional(),
});
export type AttachmentShape = z.infer<typeof AttachmentShape>;

/** Whoever sent something. */
export const Sender = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
});
export type Sender = z.infer<typeof Sender>;

const Resolved = z
  .object({ attachments: z.record(z.string(), AttachmentShape).default({}) })
  .default({ attachments: {} });

const Base = z.object({
  id: z.string(),
  token: z.string(),
  application_id: z.string(),
  guild_id: z.string(),
  channel: z.object({ id: z.string(), type: z.number(), parent_id: z.string().nullish() }),
  member: z.object({
    user: Sender,
    nick: z.string().nullish(),
    permissions: Bits,
  }),
  app_permissions: Bits,
  locale: z.string().default("en"),
  attachment_size_limit: z.number().default(0),
});
export type Interaction = z.infer<typeof Base>;

const Option = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  type: z.number(),
  focused: z.boolean().optional(),
});
export type Option = z.infer<typeof Option>;

const CommandData = z.object({
  type: z.literal(ApplicationCommandType.ChatInput),
  name: z.string(),
  options: z.array(Option).default([]),
  resolved: Resolved,
});
export type CommandData = z.infer<typeof CommandData>;

export const PickedMessage = z.object({
  author: Sender.extend({ bot: z.boolean().optional() }),
  webhook_id: z.string().optional(),
  /** Who used an app's command that it answers. */
  interaction_metadata: z.object({ user: Sender }).optional(),
  attachments: z.array(AttachmentShape).default([]),
});
export type PickedMessage = z.infer<typeof PickedMessage>;

/** A message's menu was used. */
const MenuUse = z.object({
  type: z.literal(ApplicationCommandType.Message),
  name: z.string(),
  target_id: z.string(),
  resolved: z.object({ messages: z.record(z.string(), PickedMessage) }),
});
export type MenuUse = z.infer<typeof MenuUse>;

/** A part of a modal that somebody filled in: a label with what was put under it. */
const Filled = z.object({
  component: z
    .object({
      type: z.number().optional(),
      custom_id: z.string(),
      value: z.string().optional(),
      values: z.array(z.string()).optional(),
    })
    .optional(),
});

/** What arrives when somebody uses the bot in a guild: only what we need of it. */
export const Arriving = z.discriminatedUnion("type", [
  Base.extend({
    type: z.literal(InteractionType.ApplicationCommand),
    data: z.discriminatedUnion("type", [CommandData, MenuUse]),
  }),
  Base.extend({
    type: z.literal(InteractionType.ApplicationCommandAutocomplete),
    data: CommandData,
  }),
  Base.extend({
    type: z.literal(InteractionType.MessageComponent),
    data: z.object({ custom_id: z.string() }),
    /** The one that holds the button. */
    message: z.object({ id: z.string(), channel_id: z.string() }),
  }),
  Base.extend({
    type: z.literal(InteractionType.ModalSubmit),
    data: z.object({
      custom_id: z.string(),
      components: z.array(Filled),
      resolved: Resolved,
    }),
  }),
]);
export type Arriving = z.infer<typeof Arriving>;
export type ArrivingOf<Type extends Arriving["type"]> = Extract<Arriving, { type: Type }>;
