import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import { z } from "zod";
import { PlatformError } from "../../../errors.ts";
import { createTurns } from "../../chat/turns.ts";
import type { Shelf } from "../../../store/shelf.ts";
import type { TokenState } from "./token-state.ts";

const Named = z.object({ id: z.string(), name: z.string().optional() });

/** An installation as Slack's library hands it over; it is kept whole. */
const Stored = z.object({
  team: Named.optional(),
  enterprise: Named.optional(),
  user: z.object({ id: z.string() }),
  bot: z
    .object({
      token: z.string(),
      refreshToken: z.string().optional(),
      expiresAt: z.number().optional(),
      scopes: z.array(z.string()),
      id: z.string(),
      userId: z.string(),
    })
    .optional(),
  appId: z.string().optional(),
  tokenType: z.literal("bot").optional(),
  enterpriseUrl: z.string().optional(),
  isEnterpriseInstall: z.boolean().optional(),
  authVersion: z.literal("v2").optional(),
});

const Entry = z.object({ at: z.number(), installation: Stored });
type Entry = z.infer<typeof Entry>;

const Teams = z.array(z.string());

interface Who {
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  readonly isEnterpriseInstall: boolean;
}

interface InstallationsDeps {
  readonly shelf: Shelf<string>;
  /** Whether Slack still takes a token: our clocks alone cannot tell a late farewell. */
  stateOf(token: string): Promise<TokenState>;
  readonly now: () => number;
}

/** The workspaces and organizations that have installed us, sealed on their shelf. */
export function createInstallations({ shelf, stateOf, now }: InstallationsDeps) {
  const inTurn = createTurns(1);

  async function teamsOf(org: string): Promise<string[]> {
    const text = await shelf.get(teamsKey(org));
    return text === undefined ? [] : Teams.parse(JSON.parse(text));
  }

  async function read(key: string | undefined): Promise<Entry | undefined> {
    const text = key === undefined ? undefined : await shelf.get(key);
    return text === undefined ? undefined : Entry.parse(JSON.parse(text));
  }

  async function find({ teamId, enterpriseId }: Omit<Who, "isEnterpriseInstall">) {
    return (await read(teamKey(teamId))) ?? (await read(orgKey(enterpriseId)));
  }

  /** Whether it was still the same: Slack says farewell twice, and people come back meanwhile. */
  async function drop(key: string, found: Entry): Promise<boolean> {
    return inTurn(async () => {
      const present = await read(key);
      if (present && present.at !== found.at) return false;
      await shelf.delete(key);
      return true;
    });
  }

  const store: InstallationStore = {
    async storeInstallation(installation) {
      const { team, enterprise, isEnterpriseInstall = false } = installation;
      const key = isEnterpriseInstall ? orgKey(enterprise?.id) : teamKey(team?.id);
      if (key === undefined) throw new Error("an installation names no workspace");
      // The installing person's own token is of no use to us, and is not kept.
      const { id } = installation.user;
      const kept = { ...installation, user: { id } };
      const entry = JSON.stringify({ at: now(), installation: Stored.parse(kept) });
      await inTurn(() => shelf.set(key, entry));
    },
    async fetchInstallation(query: InstallationQuery<boolean>): Promise<Installation> {
      const found = await find(query);
      if (!found) throw new PlatformError("forbidden", "this workspace has not installed us");
      const { installation } = found;
      const { team, enterprise, user } = installation;
      const nameless = { ...user, token: undefined, scopes: undefined };
      return { ...installation, team, enterprise, user: nameless };
    },
  };

  return {
    store,
    find,

    /** Notes that an organization's installation is used in one of its workspaces. */
    async note(org: string, team: string): Promise<void> {
      const teams = await teamsOf(org);
      if (!teams.includes(team)) await shelf.set(teamsKey(org), JSON.stringify([...teams, team]));
    },

    /**
     * Forgets one that let us go in that second, and answers the workspaces that it served; nothing
     * when it has come back since.
     */
    async forget(who: Who, goneIn: number): Promise<string[] | undefined> {
      const { teamId, enterpriseId, isEnterpriseInstall } = who;
      const own = teamId === undefined ? [] : [teamId];
      const ofTeam = isEnterpriseInstall ? undefined : await read(teamKey(teamId));
      const key = ofTeam ? teamKey(teamId) : orgKey(enterpriseId);
      const found = ofTeam ?? (await read(key));
      if (!found || key === undefined) return own;
      /** Slack does not always say that it was an organization: only a dead token proves it. */
      const isGuess = !ofTeam && !isEnterpriseInstall;
      const token = found.installation.bot?.token;
      const state = token === undefined ? "unknown" : await stateOf(token);
      if (isGuess && state !== "revoked") return own;
      const isBack = state === "good" || (state === "unknown" && secondsOf(found) > goneIn);
      if (isBack) return undefined;
      if (!(await drop(key, found))) return undefined;
      if (ofTeam || enterpriseId === undefined) return own;
      const teams = await teamsOf(enterpriseId);
      await shelf.delete(teamsKey(enterpriseId));
      return [...new Set([...own, ...teams])];
    },
  };
}
export type Installations = ReturnType<typeof createInstallations>;

function teamKey(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `team ${id}`;
}

function teamsKey(org: string): string {
  return `teams of ${org}`;
}

function secondsOf({ at }: Entry): number {
  return Math.floor(at / 1_000);
}

function orgKey(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `org ${id}`;
}
