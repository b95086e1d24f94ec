import type { HTTPReceiver } from "@slack/bolt";
import { remember } from "../../chat/remember.ts";
import { Unsent } from "../failures.ts";
import { reasonOf } from "../reasons.ts";
import type { Team } from "../refs.ts";
import type { Tokens } from "../tokens.ts";
import type { Installations } from "./installations.ts";

/** For how long a token is taken for good, in ms: other processes may have learned better. */
const KNOWN_FOR = 60_000;

type Installer = NonNullable<HTTPReceiver["installer"]>;
type Known = Awaited<ReturnType<Tokens["of"]>>;

interface InstalledTokensDeps {
  readonly installations: Installations;
  readonly installer: Installer;
  readonly now: () => number;
}

/** The tokens of the workspaces that have installed us; one that is about to end is renewed. */
export function installedTokens({ installations, installer, now }: InstalledTokensDeps) {
  const known = new Map<string, { at: number; token: Promise<Known> }>();

  async function fetch({ team: teamId, enterprise: enterpriseId }: Team): Promise<Known> {
    const found = await installations.find({ teamId, enterpriseId });
    if (!found) throw notOurs("this workspace has not installed us");
    const isOrg = found.installation.isEnterpriseInstall ?? false;
    if (isOrg && enterpriseId !== undefined) await installations.note(enterpriseId, teamId);
    const query = { teamId, enterpriseId, isEnterpriseInstall: isOrg };
    const { botToken: token } = await installer.authorize(query);
    if (token === undefined) throw notOurs("it gave us no token");
    return { token, isOrg };
  }

  const tokens: Tokens = {
    // One at a time for a workspace: a token can be renewed only once.
    async of(team) {
      const before = known.get(team.team);
      if (before && now() - before.at < KNOWN_FOR) return before.token;
      const token = fetch(team);
      const entry = { at: now(), token };
      remember(known, team.team, entry);
      token.catch(() => {
        if (known.get(team.team) === entry) known.delete(team.team);
      });
      return token;
    },
    async lost({ team }) {
      known.delete(team);
    },
  };
  return {
    tokens,
    forget: () => known.clear(),
  };
}

function notOurs(why: string): Unsent {
  return new Unsent("forbidden", why, { reason: reasonOf("not_authed") });
}
