import { z } from "zod";
import { PlatformError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import { said } from "../../../said.ts";
import type { Said } from "../../../said.ts";
import type { Front } from "../../platform.ts";
import type { Api } from "../api.ts";
import type { Team } from "../refs.ts";
import type { AttachmentOf } from "./attachments.ts";
import type { Homes } from "./homes.ts";
import type { Invocations } from "./invocations.ts";
import { BROKEN } from "./invocations.ts";
import type { People } from "./people.ts";
import type { Picks } from "./picks.ts";
import type { Places } from "./places.ts";
import type { Asker } from "./replies.ts";
import type { Topics } from "../../chat/topics.ts";
import type { View } from "./form.ts";
import type { Reader } from "./form-fields.ts";
import { waitingView, wordsView } from "./form.ts";
import type { Draft } from "../draft.ts";
import type { Overview } from "../overview.ts";

/** What everything needs that listens to Slack. */
export interface Desk {
  readonly front: Front;
  readonly api: Api;
  readonly invocations: Invocations;
  readonly people: People;
  /** Whom a form is for, and what it takes of them. */
  readonly readerOf: (team: Team, user: string) => Reader;
  readonly places: Places;
  readonly picks: Picks;
  readonly attachmentOf: AttachmentOf;
  readonly topics: Topics;
  readonly homes: Homes;
  /** What this would cost a guild. */
  readonly priceOf: (guild: string, draft: Draft) => Promise<Said | undefined>;
  readonly overview: (guild: string, person: string) => Promise<Overview>;
  /** Whether this is heard for the first time by any process. */
  readonly claim: (id: string) => Promise<boolean>;
  /** Does the newest of what is wanted under a name, one after the other. */
  readonly newest: (name: string, work: () => Promise<void>) => Promise<void>;
  /** Whether this is heard for the first time here. */
  readonly isFirst: (id: string) => boolean;
  readonly log: Logger;
}

/** Slack waits 3 s for a form. */
const OPEN_TIMEOUT = 2_900;

const Opened = z.object({ view: z.object({ id: z.string() }) });

/**
 * Opens a form: the first thing that is done, since its trigger dies after three seconds. Answers
 * its id; where it came too late, the person is told, and there is none.
 */
export async function openView(
  { api, invocations, log }: Desk,
  asker: Asker,
  { trigger, view }: { trigger: string; view: View },
): Promise<string | undefined> {
  const args = { trigger_id: trigger, view };
  try {
    const opened = await api.call(asker.team, "views.open", args, {
      timeout: OPEN_TIMEOUT,
      patience: 0,
    });
    return Opened.parse(opened).view.id;
  } catch (error) {
    const isLate = error instanceof PlatformError;
    log[isLate ? "info" : "error"](
      { err: error, guild: `slack:${asker.team.team}` },
      "a form did not open",
    );
    const why = isLate
      ? said("The form came too late. Please ask for it once more.")
      : said("Something broke on our side; it is logged.");
    await invocations.tell(asker, why);
    return undefined;
  }
}

/**
 * Opens a form that has to be looked up first: something that waits stands there meanwhile, and says
 * so where nothing comes of it.
 */
export async function openLater(
  desk: Desk,
  asker: Asker,
  { trigger, look }: { trigger: string; look: () => Promise<View> },
): Promise<void> {
  const locale = desk.people.localeOf(asker.team, asker.user);
  const id = await openView(desk, asker, { trigger, view: waitingView(locale) });
  if (id === undefined) return;
  const update = (view: View) => desk.api.call(asker.team, "views.update", { view_id: id, view });
  try {
    await update(await look());
  } catch (error) {
    await update(wordsView(BROKEN, locale));
    throw error;
  }
}

/**
 * The workspace of a click or a form: one of an organization that has installed us as a whole is
 * named only with the person.
 */
export function teamIn(arrived: {
  readonly team?: { readonly id: string } | null | undefined;
  readonly enterprise?: { readonly id: string } | null | undefined;
  readonly user: { readonly team_id?: string | undefined };
}): Team | undefined {
  const id = arrived.team?.id ?? arrived.user.team_id;
  return id === undefined ? undefined : teamOf(id, arrived.enterprise?.id);
}

export function teamOf(team: string, enterprise?: string | null): Team {
  return enterprise ? { team, enterprise } : { team };
}
