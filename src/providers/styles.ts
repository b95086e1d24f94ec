/** The looks on offer, as people choose them; a model that knows none reads them as words. */
export const STYLES = [
  "cinematic",
  "realistic",
  "artistic",
  "anime",
  "noir",
  "clay",
  "vintage",
  "comic",
] as const;
