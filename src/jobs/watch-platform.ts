import type { Platform } from "../platforms/platform.ts";
import type { Metrics } from "./metrics.ts";

/** The same platform, whose uploads are counted. */
export function watchPlatform(platform: Platform, metrics: Metrics): Platform {
  return {
    ...platform,
    async prepareUpload(thread, clip) {
      const token = await platform.prepareUpload(thread, clip);
      metrics.uploaded(platform.name, clip.bytes);
      return token;
    },
  };
}
