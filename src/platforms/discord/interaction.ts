import { ApplicationCommandType, InteractionType } from "discord.js";
import { z } from "zod";

const Bits = z
  .string()
  .regex(/^\d{1,30}$/)
  .transform(BigInt);

const AttachmentShape = z.object({
  id: z.string(),
  filename: z.string(),
  size: z.number(),
  url: z.url(),
  content_type: z.string().optional(),
});
export type AttachmentShape = z.infer<typeof AttachmentShape>;

const Resolved = z
  .object({ attachments: z.record(z.string(), AttachmentShape).default({}) })
  .default({ attachments: {} });

const Base = z.object({
  id: z.string(),
  token: z.string(),
  application_id: z.string(),
  guild_id: z.string(),
  channel: z.object({ id: z.string(), type: z.number() }),
  member: z.object({
    user: z.object({
      id: z.string(),
      username: z.string(),
      global_name: z.string().nullish(),
    }),
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

/** A part of a modal that somebody filled in: a label with what was put under it. */
const Filled = z.object({
  component: z
    .object({
      custom_id: z.string(),
      value: z.string().optional(),
      values: z.array(z.string()).optional(),
    })
    .optional(),
});

/** What arrives when somebody uses the bot in a guild: only what we need of it. */
export const Arriving = z.discriminatedUnion("type", [
  Base.extend({ type: z.literal(InteractionType.ApplicationCommand), data: CommandData }),
  Base.extend({
    type: z.literal(InteractionType.ApplicationCommandAutocomplete),
    data: CommandData,
  }),
  Base.extend({
    type: z.literal(InteractionType.MessageComponent),
    data: z.object({ custom_id: z.string() }),
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
