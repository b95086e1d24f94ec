import { z } from "zod";

const Order = z.object({
  /** Where everything on the way is written, and the film itself, as `film.mp4`. */
  folder: z.string(),
  /** In epoch ms, for the label in the file. */
  createdAt: z.number(),
});

export const ConcatOrder = Order.extend({
  clips: z.array(z.object({ path: z.string(), caption: z.string() })).min(1),
  seam: z.enum(["cut", "continued"]),
});
export type ConcatOrder = z.infer<typeof ConcatOrder>;

export const GridOrder = Order.extend({
  clips: z
    .array(z.object({ path: z.string(), label: z.string() }))
    .min(2)
    .max(4),
});
export type GridOrder = z.infer<typeof GridOrder>;

export const FILM = "film.mp4";
