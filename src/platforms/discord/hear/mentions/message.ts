import { ComponentType, MessageType } from "discord.js";
import { z } from "zod";
import { AttachmentShape, PickedMessage, Sender } from "../arriving.ts";

/** A message that another one answers. Of most, Discord shows us no more than whose they are. */
const Replied = PickedMessage.extend({
  id: z.string(),
  content: z.string().default(""),
  embeds: z.array(z.unknown()).default([]),
  components: z.array(z.unknown()).default([]),
});
export type Replied = z.infer<typeof Replied>;

/** A message in a guild that names us: only what we need of it. */
export const Mention = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string(),
  type: z.number(),
  content: z.string(),
  author: Sender.extend({ bot: z.boolean().default(false) }),
  webhook_id: z.string().optional(),
  member: z.object({ nick: z.string().nullish(), roles: z.array(z.string()) }),
  mentions: z.array(Sender).default([]),
  attachments: z.array(AttachmentShape).default([]),
  referenced_message: Replied.nullish(),
});
export type Mention = z.infer<typeof Mention>;

/** What people write is heard in these forms alone: not joins, pins or what begins a thread. */
const WRITTEN: readonly number[] = [MessageType.Default, MessageType.Reply];

/**
 * Whether a message may be for us. Asked of every message that passes by: almost all of them are
 * empty, since Discord shows an app the words of those alone that mention it.
 */
export function namesUs(raw: unknown, us: string): boolean {
  if (typeof raw !== "object" || raw === null || !("content" in raw)) return false;
  const { content } = raw;
  if (typeof content !== "string" || content === "") return false;
  return content.includes(`<@${us}>`) || content.includes(`<@!${us}>`);
}

/** Whether a person wrote it, and no app. */
export function isByPerson({ type, author, webhook_id: webhook }: Mention): boolean {
  return WRITTEN.includes(type) && !author.bot && webhook === undefined;
}

/** Whether Discord keeps from us what somebody's message holds. */
export function isHidden({ content, attachments, embeds, components }: Replied): boolean {
  return content === "" && [attachments, embeds, components].every(({ length }) => length === 0);
}

const Button = z.object({ type: z.literal(ComponentType.Button), custom_id: z.string() });
const Parts = z.object({ components: z.array(z.unknown()) });

/** What the first button carries that stands in a message. */
export function firstButton(parts: readonly unknown[]): string | undefined {
  for (const part of parts) {
    const button = Button.safeParse(part);
    if (button.success) return button.data.custom_id;
    const inner = Parts.safeParse(part);
    const found = inner.success ? firstButton(inner.data.components) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
