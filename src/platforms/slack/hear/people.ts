import { z } from "zod";
import type { Logger } from "../../../log.ts";
import { remember } from "../../chat/remember.ts";
import type { Person } from "../../platform.ts";
import type { Api } from "../api.ts";
import type { Team } from "../refs.ts";
import { Home } from "./membership.ts";

/** For how long somebody's name and rights are taken for true, in ms. */
const KNOWN_FOR = 5 * 60_000;

const Answered = z.object({
  user: Home.extend({
    name: z.string().optional(),
    real_name: z.string().optional(),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    locale: z.string().default("en"),
    profile: z.object({ display_name: z.string().optional() }).optional(),
  }),
});

export interface Known {
  readonly person: Person;
  readonly locale: string;
  /** Where they belong; nothing where Slack could not be asked. */
  readonly home: Home | undefined;
}

/** Who people are: their names, their rights in their workspace, their language. */
export function createPeople({ api, now, log }: { api: Api; now: () => number; log: Logger }) {
  const known = new Map<string, { at: number; who: Known }>();

  async function personOf(team: Team, user: string): Promise<Known> {
    const id = `slack:${team.team}:${user}`;
    const before = known.get(id);
    if (before && now() - before.at < KNOWN_FOR) return before.who;
    try {
      const args = { user, include_locale: true };
      const found = Answered.parse(await api.call(team, "users.info", args)).user;
      const who = { ...knownOf(id, user, found), home: found };
      remember(known, id, { at: now(), who });
      return who;
    } catch (error) {
      // Without it somebody has fewer rights, and films only where they surely belong.
      log.warn({ err: error, guild: `slack:${team.team}` }, "somebody's rights are not known");
      return { person: personWith(id, user, false), locale: "en", home: undefined };
    }
  }

  return {
    of: personOf,
    /** Their language, if it is known already: a form has no time to ask. */
    localeOf: ({ team }: Team, user: string) =>
      known.get(`slack:${team}:${user}`)?.who.locale ?? "en",
  };
}
export type People = ReturnType<typeof createPeople>;

function knownOf(id: string, user: string, found: z.infer<typeof Answered>["user"]) {
  const names = [found.profile?.display_name, found.real_name, found.name, user];
  const name = names.find((candidate) => candidate !== undefined && candidate !== "") ?? user;
  return { person: personWith(id, name, found.is_admin || found.is_owner), locale: found.locale };
}

function personWith(id: string, name: string, isAdmin: boolean): Person {
  return { id, name, isAdmin, isModerator: isAdmin, isOperator: false };
}
