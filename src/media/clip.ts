import { z } from "zod";
import type { ClipFacts } from "./probe.ts";

/** No film that we make or fetch is larger, in bytes. */
export const LARGEST_CLIP = 2 * 2 ** 30;

/** A video file in the clips folder, checked: whole, playable, and what it says it is. */
export const Clip = z.object({
  /** Its name inside the clips folder. */
  file: z.string(),
  bytes: z.int(),
  seconds: z.number(),
  width: z.int(),
  height: z.int(),
  /** It carries a signed statement of its origin (C2PA), which every encode of it loses. */
  isSigned: z.literal(true).optional(),
  /** It was put together of clips of which one carried such a statement, and carries none itself. */
  hasLostSign: z.literal(true).optional(),
});
export type Clip = z.infer<typeof Clip>;

/** A file of the clips folder, by what was found in it. */
export function clipOf(file: string, facts: ClipFacts): Clip {
  const { bytes, seconds, width, height, hasC2pa } = facts;
  const clip = { file, bytes, seconds, width, height };
  return hasC2pa ? { ...clip, isSigned: true } : clip;
}

/** A clip that was put together of others. */
export function joinedOf(parts: readonly Clip[], clip: Clip): Clip {
  const wasSigned = parts.some(({ isSigned, hasLostSign }) => isSigned || hasLostSign);
  return wasSigned && !clip.isSigned ? { ...clip, hasLostSign: true } : clip;
}
