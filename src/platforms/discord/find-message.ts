import { Routes } from "discord.js";
import { z } from "zod";
import type { Api } from "./api.ts";
import { readButtonId } from "./button-id.ts";

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

/**
 * Looks in a channel for the message that we have posted for a job, by the ids of its buttons:
 * Discord remembers a nonce for minutes only. With a video, or the card without one.
 */
export async function findMessage(
  api: Api,
  { channel, job, hasClip, app }: { channel: string; job: string; hasClip: boolean; app: string },
): Promise<string | undefined> {
  const query = { limit: String(LOOKED_THROUGH) };
  const route = Routes.channelMessages(channel);
  const messages = Listed.parse(await api.call({ method: "GET", route, query }));
  return messages.find(
    ({ author, attachments, components }) =>
      author.id === app && attachments.length > 0 === hasClip && jobsIn(components).includes(job),
  )?.id;
}

function jobsIn(parts: readonly Part[]): string[] {
  return parts.flatMap(({ custom_id: id, components = [] }) => {
    const job = id === undefined ? undefined : readButtonId(id)?.job;
    return [...(job === undefined ? [] : [job]), ...jobsIn(components)];
  });
}
