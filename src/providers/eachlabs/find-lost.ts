import { z } from "zod";
import { unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import type { LostSubmission, Operation } from "../provider.ts";
import { NAME } from "./name.ts";

const NEWEST = 100;

const List = z.looseObject({
  webhooks: z.array(
    z.looseObject({ execution_id: z.string().nullish(), url: z.string().nullish() }),
  ),
});

/**
 * Looks for a lost submission by the address that only it was given. Its provider lists what it has
 * called, not what runs, so this finds what has ended.
 */
export async function findLost(
  { webhookUrl }: LostSubmission,
  api: JsonApi,
  signal: AbortSignal,
): Promise<Operation[]> {
  if (webhookUrl === undefined) return [];
  const answer = await api.get(`/v1/webhooks?limit=${NEWEST}`, signal);
  const list = List.safeParse(answer);
  if (!list.success) throw unreadableError(NAME, answer);
  const ids = list.data.webhooks.flatMap(({ execution_id: id, url }) =>
    id && url === webhookUrl ? [id] : [],
  );
  return [...new Set(ids)].map((prediction) => ({ prediction }));
}
