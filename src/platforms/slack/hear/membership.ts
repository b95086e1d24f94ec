import { z } from "zod";
import type { Team } from "../refs.ts";

/** What Slack says of somebody's workspaces. */
export const Home = z.object({
  team_id: z.string().optional(),
  is_stranger: z.boolean().default(false),
  enterprise_user: z
    .object({ enterprise_id: z.string(), teams: z.array(z.string()).default([]) })
    .optional(),
});
export type Home = z.infer<typeof Home>;

/** `unknown` is no member, and may be one in a minute. */
export type Membership = "member" | "stranger" | "unknown";

interface Claims {
  /** What Slack says when it is asked; nothing where it could not be asked. */
  readonly home: Home | undefined;
  /** Their own workspace, as it stood with what arrived. */
  readonly said: string | undefined;
  /** An organization as a whole has installed us. */
  readonly isOrg: boolean;
}

/**
 * Whether somebody may spend a workspace's money. Shared channels bring people of other companies;
 * of an organization, people of all workspaces may where it has installed us as a whole, else those
 * of this very workspace.
 */
export function membershipIn(
  { team, enterprise }: Team,
  { home, said, isOrg }: Claims,
): Membership {
  if (home?.is_stranger) return "stranger";
  const homes = [home?.team_id, said].filter((id) => id !== undefined);
  if (homes.length > 0 && homes.every((id) => id === team)) return "member";
  if (enterprise === undefined) return homes.length > 0 ? "stranger" : "unknown";
  if (!home) return "unknown";
  const { enterprise_id: org, teams = [] } = home.enterprise_user ?? {};
  return org === enterprise && (isOrg || teams.includes(team)) ? "member" : "stranger";
}
