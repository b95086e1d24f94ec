import type { Team } from "./refs.ts";

/** The tokens with which we speak in workspaces. */
export interface Tokens {
  /** Throws `PlatformError` when this workspace has none of ours. */
  of(team: Team): Promise<{ token: string; isOrg: boolean }>;
  /** Slack no longer takes it. */
  lost(team: Team, code: string): Promise<void>;
}

/** The one token of the one workspace that an operator has named. */
export function fixedToken(token: string, onLost: (code: string) => void): Tokens {
  return {
    of: async () => ({ token, isOrg: false }),
    lost: async (_team, code) => onLost(code),
  };
}
