import { z } from "zod";

const Message = z.looseObject({
  kind: z.enum(["card", "text", "clip"]),
  tone: z.string(),
  text: z.string(),
  progress: z.number().optional(),
  since: z.number().optional(),
  clip: z.looseObject({ url: z.string() }).optional(),
});

/** A job's thread as the API tells it, with whatever else it tells. */
export const Thread = z.looseObject({
  thread: z.string(),
  title: z.string(),
  job: z.string(),
  state: z.string(),
  messages: z.array(Message),
});
export type Thread = z.infer<typeof Thread>;

export function cardOf({ messages }: Thread) {
  return messages.find(({ kind }) => kind === "card");
}

export function clipOf({ messages }: Thread) {
  return messages.findLast(({ clip }) => clip !== undefined)?.clip;
}
