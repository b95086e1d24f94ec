import { z } from "zod";

const WRITTEN = z.union([z.number(), z.string().trim().min(1).pipe(z.coerce.number())]);
const DATED = z.string().transform(Date.parse).pipe(z.number());

/**
 * A number as providers write it: as itself, or as text. Nothing where they leave it empty, which is
 * not 0.
 */
export const WireNumber = WRITTEN.nullish().catch(undefined);

/** A time as providers write it, in ms: as seconds, as ms, or as a date in words. */
export const WireTime = z
  .union([WRITTEN.transform((time) => (time > 1e12 ? time : time * 1_000)), DATED])
  .nullish()
  .catch(undefined);
