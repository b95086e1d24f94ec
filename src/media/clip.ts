import { z } from "zod";

/** A video file in the clips folder, checked: whole, playable, and what it says it is. */
export const Clip = z.object({
  /** Its name inside the clips folder. */
  file: z.string(),
  bytes: z.int(),
  seconds: z.number(),
  width: z.int(),
  height: z.int(),
});
export type Clip = z.infer<typeof Clip>;
