import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import type { Front } from "../../platform.ts";
import type { Api } from "../api.ts";
import type { Team } from "../refs.ts";
import type { AttachmentOf } from "./attachments.ts";
import type { Invocations } from "./invocations.ts";
import type { People } from "./people.ts";
import type { Picks } from "./picks.ts";
import type { View } from "./form.ts";
import type { Overview } from "../overview.ts";

/** What everything needs that listens to Slack. */
export interface Desk {
  readonly front: Front;
  readonly api: Api;
  readonly invocations: Invocations;
  readonly people: People;
  readonly picks: Picks;
  readonly attachmentOf: AttachmentOf;
  readonly memory: Shelf<string>;
  readonly overview: (guild: string, person: string) => Promise<Overview>;
  /** Whether this is heard for the first time. */
  readonly isFirst: (id: string) => boolean;
  readonly log: Logger;
}

/** Slack waits 3 s for a form. */
const OPEN_TIMEOUT = 2_900;

/** Opens a form: the first thing that is done, since its trigger dies after three seconds. */
export async function openView(
  { api }: Desk,
  team: Team,
  { trigger, view }: { trigger: string; view: View },
): Promise<unknown> {
  const args = { trigger_id: trigger, view };
  return api.call(team, "views.open", args, { timeout: OPEN_TIMEOUT, patience: 0 });
}

export function teamOf(team: string, enterprise?: string | null): Team {
  return enterprise ? { team, enterprise } : { team };
}
