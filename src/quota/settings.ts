import { z } from "zod";
import { Micros } from "../money.ts";

/** What a guild's people have set about its money. What they have not set follows the configuration. */
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
});
export type GuildSettings = z.infer<typeof GuildSettings>;
