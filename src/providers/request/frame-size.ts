import { UserError } from "../../errors.ts";
import type { Aspect, Model, Resolution } from "../provider.ts";

const USUAL: Record<Resolution, Record<Aspect, string>> = {
  "720p": { "16:9": "1280x720", "9:16": "720x1280", "1:1": "720x720" },
  "1080p": { "16:9": "1920x1080", "9:16": "1080x1920", "1:1": "1080x1080" },
};

interface Frame {
  readonly aspect: Aspect;
  readonly resolution: Resolution;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** The exact pixels in which a model films. Throws `UserError` when it does not film that way. */
export function frameSize(
  { aspect, resolution }: Frame,
  model: Pick<Model, "title" | "aspects" | "resolutions" | "sizes">,
): FrameSize {
  if (!model.aspects.includes(aspect) || !model.resolutions.includes(resolution)) {
    throw new UserError("{{model}} does not film {{aspect}} in {{resolution}}.", {
      model: model.title,
      aspect,
      resolution,
    });
  }
  const size = model.sizes?.[resolution]?.[aspect] ?? USUAL[resolution][aspect];
  const [width = 0, height = 0] = size.split("x").map(Number);
  return { width, height };
}
