import type { Aspect, Resolution } from "../provider.ts";

const SHORT_SIDE = { "720p": 720, "1080p": 1080 } as const;
const RATIO = { "16:9": [16, 9], "9:16": [9, 16], "1:1": [1, 1] } as const;

/** The pixels of a film of this shape: its short side is what the resolution names. */
export function filmSize(aspect: Aspect, resolution: Resolution) {
  const [across, down] = RATIO[aspect];
  const scale = SHORT_SIDE[resolution] / Math.min(across, down);
  return { width: across * scale, height: down * scale };
}
