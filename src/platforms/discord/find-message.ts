import { Routes } from "discord.js";
import { z } from "zod";
import type { Api } from "./api.ts";

const LOOKED_THROUGH = 100;

interface Part {
  readonly custom_id?: string | undefined;
  readonly components?: readonly Part[] | undefined;
}
const Part: z.ZodType<Part> = z.object({
  custom_id: z.string().optional(),
  components: z.lazy(() => z.array(Part)).optional(),
});
const Listed = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    attachments: z.array(z.unknown()),
    components: z.array(Part),
  }),
);

interface Wanted {
  readonly channel: string;
  readonly button: string;
  readonly hasFiles: boolean;
  /** Our own id on Discord. */
  readonly app: string;
}

/**
 * Looks in a channel for a message of ours by the id of one of its buttons, with files or without:
 * Discord remembers a nonce for minutes only.
 */
export async function findMessage(
  api: Api,
  { channel, button, hasFiles, app }: Wanted,
): Promise<string | undefined> {
  const query = { limit: String(LOOKED_THROUGH) };
  const route = Routes.channelMessages(channel);
  const messages = Listed.parse(await api.call({ method: "GET", route, query }));
  return messages.find(
    ({ author, attachments, components }) =>
      author.id === app &&
      attachments.length > 0 === hasFiles &&
      buttonsIn(components).includes(button),
  )?.id;
}

function buttonsIn(parts: readonly Part[]): string[] {
  return parts.flatMap(({ custom_id: id, components = [] }) => [
    ...(id === undefined ? [] : [id]),
    ...buttonsIn(components),
  ]);
}
