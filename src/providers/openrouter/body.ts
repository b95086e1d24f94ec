import type { Model, Submission } from "../provider.ts";
import { dataUri } from "../request/data-uri.ts";
import { frameSize } from "../request/frame-size.ts";
import type { PreparedPicture } from "../request/prepared-pictures.ts";
import { styledPrompt } from "../request/styled-prompt.ts";
import { Handle } from "./video.ts";

const FRAMES = { first: "first_frame", last: "last_frame" } as const;

/** A submission as OpenRouter reads it. Pictures travel inside it. */
export async function bodyOf(
  { request, webhookUrl }: Submission,
  model: Model,
  pictures: readonly PreparedPicture[],
): Promise<Record<string, unknown>> {
  const sent = await Promise.all(
    pictures.map(async (picture) => ({ role: picture.role, url: await dataUri(picture) })),
  );
  const frames = sent.flatMap(({ role, url }) =>
    role === "reference" ? [] : [{ ...pictureAt(url), frame_type: FRAMES[role] }],
  );
  const references = sent.filter(({ role }) => role === "reference");
  const isOnward = request.mode === "edit" || request.mode === "extend";
  return {
    model: model.name,
    prompt: styledPrompt(request),
    duration: request.seconds,
    ...shapeOf(request, model),
    generate_audio: model.audio,
    ...(model.seed && { seed: request.seed }),
    ...(frames.length > 0 && { frame_images: frames }),
    ...(references.length > 0 && {
      input_references: references.map(({ url }) => pictureAt(url)),
    }),
    ...(isOnward &&
      request.source && { previous_job_id: Handle.parse(request.source.operation).video }),
    // It calls back over https only.
    ...(webhookUrl?.startsWith("https:") && { callback_url: webhookUrl }),
  };
}

/** Exact pixels where the catalogue knows them, else in its own words. */
function shapeOf(request: Submission["request"], model: Model) {
  const { resolution, aspect } = request;
  if (!model.sizes?.[resolution]?.[aspect]) return { resolution, aspect_ratio: aspect };
  const { width, height } = frameSize(request, model);
  return { size: `${width}x${height}` };
}

function pictureAt(url: string) {
  return { type: "image_url", image_url: { url } };
}
