import type { Logger } from "../../../log.ts";
import type { Bell } from "../bell.ts";
import type { ClipShelf } from "../clip-shelf.ts";
import type { FrontDesk } from "../front-desk.ts";
import type { MovingPreviews } from "../moving-previews.ts";
import type { LocalMessages } from "../messages.ts";
import type { BudgetView } from "../views.ts";

/** What the routes of the API are made of. */
export interface ApiDeps {
  readonly messages: LocalMessages;
  readonly clips: ClipShelf;
  readonly moving: MovingPreviews;
  readonly bell: Bell;
  readonly desk: FrontDesk;
  /** Where arriving pictures lie until the bot has read them. */
  readonly incoming: string;
  readonly maxImageBytes: number;
  /** Aborted when the platform stops: open event streams end. */
  readonly closing: AbortSignal;
  readonly budget: (locale: string) => Promise<BudgetView>;
  readonly stateOf: (job: string) => Promise<string | undefined>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Where what somebody sends is received. */
export type Reception = Pick<ApiDeps, "incoming" | "maxImageBytes" | "now">;
