import type { Hono } from "hono";
import type { EventShape } from "../hear/arriving.ts";
import type { Ears } from "../hear/ears.ts";
import type { Tokens } from "../tokens.ts";

/** How Slack reaches us, and with which tokens we reach it. */
export interface Line {
  readonly tokens: Tokens;
  /** What Slack and people's browsers call, under `/slack`; nothing where we call Slack. */
  readonly routes: Hono | undefined;
  /** Begins to listen. Throws `UserError` where a token is wrong. */
  start(ears: Ears): Promise<void>;
  stop(): Promise<void>;
  /** Whether people are heard just now. */
  isReady(): boolean;
  /** Slack says that a workspace has let us go: `end` is called for it, unless it is back already. */
  gone(event: EventShape, end: (guild: string) => Promise<void>): Promise<void>;
}
