import { z } from "zod";
import { Micros } from "../money.ts";

/** What a guild's admins have set. What they have not set follows the configuration. */
export const GuildSettings = z.object({
  /** The budget of a month. */
  budget: Micros.optional(),
  /** Up to where the guild's own admins may set it: what an operator last set. */
  ceiling: Micros.optional(),
  /** What one person may spend in a month. */
  personCap: Micros.optional(),
  /** IANA name; months begin by its midnight. */
  timeZone: z.string().optional(),
  /**
   * Pictures in messages that somebody wants to animate: `ask` their authors first, which is usual;
   * only one's `own`; or `off`, none at all.
   */
  animateOthers: z.enum(["ask", "own", "off"]).optional(),
  /** The model for people who name none. */
  model: z.string().optional(),
  /** The only models that film here. */
  models: z.array(z.string()).optional(),
  /** The only channels where videos are made, by their platform's ids. */
  channels: z.array(z.string()).optional(),
  /** A video that costs more asks first. */
  confirmAbove: Micros.optional(),
  /** Where it is told how far the budget is spent. */
  alerts: z.object({ platform: z.string(), place: z.string() }).optional(),
  /** What cards and results are written in, as BCP 47; otherwise their requester's. */
  language: z.string().optional(),
});
export type GuildSettings = z.infer<typeof GuildSettings>;
