import type { Logger } from "../../../log.ts";
import { createAnswering } from "../../chat/answering.ts";
import { remember } from "../../chat/remember.ts";
import type { Team } from "../refs.ts";

/** For how long a page that somebody has opened is drawn anew, in ms: Slack does not say when it closes. */
const OPEN_FOR = 30 * 60_000;

interface HomesDeps {
  show(team: Team, user: string): Promise<void>;
  readonly now: () => number;
  readonly log: Logger;
}

/** People's pages, as things stand: drawn when they open them, and when something of theirs ends. */
export function createHomes({ show, now, log }: HomesDeps) {
  const opened = new Map<string, number>();
  // Their own turns: a whole company that opens its pages keeps no command waiting.
  const inTurn = createAnswering();
  const keyOf = ({ team }: Team, user: string) => `${team} ${user}`;

  return {
    async open(team: Team, user: string): Promise<void> {
      remember(opened, keyOf(team, user), now());
      await inTurn(() => show(team, user));
    },

    /** Never throws, and nobody need wait for it. */
    async ended(team: Team, user: string): Promise<void> {
      if (now() - (opened.get(keyOf(team, user)) ?? -Infinity) > OPEN_FOR) return;
      try {
        await show(team, user);
      } catch (error) {
        log.debug({ err: error }, "somebody's page could not be drawn anew");
      }
    },
  };
}
export type Homes = ReturnType<typeof createHomes>;
