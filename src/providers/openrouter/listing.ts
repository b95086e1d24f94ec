import { z } from "zod";
import type { JsonApi } from "../http.ts";
import { NAME } from "./name.ts";
import { unreadableError } from "../http.ts";

const Words = z.array(z.string()).nullish().catch(undefined);

/** What OpenRouter says about one of its video models. */
export const Listed = z.looseObject({
  id: z.string(),
  name: z.string().catch(""),
  generate_audio: z.boolean().nullish().catch(undefined),
  seed: z.boolean().nullish().catch(undefined),
  supported_resolutions: Words,
  supported_aspect_ratios: Words,
  supported_sizes: Words,
  supported_durations: z.array(z.number()).nullish().catch(undefined),
  supported_frame_images: Words,
  pricing_skus: z.record(z.string(), z.coerce.string()).nullish().catch(undefined),
});
export type Listed = z.infer<typeof Listed>;

const List = z.looseObject({ data: z.array(z.unknown()) });

/**
 * Asks for the models of today. An entry that cannot be read is left out; a list without any is no
 * list, because a shop that sells nothing is a shop with a problem.
 */
export async function listModels(api: JsonApi, signal: AbortSignal): Promise<Listed[]> {
  const answer = await api.get("/videos/models", signal);
  const list = List.safeParse(answer);
  if (!list.success) throw unreadableError(NAME, answer);
  const listed = list.data.data.flatMap((entry) => Listed.safeParse(entry).data ?? []);
  if (listed.length === 0) throw unreadableError(NAME, answer);
  return listed;
}
