import type { types } from "@slack/bolt";
import type { EventShape } from "./arriving.ts";
import { EventShape as Arrived } from "./arriving.ts";
import { hearButton } from "./buttons.ts";
import { complete } from "./completions.ts";
import type { Desk } from "./desk.ts";
import { teamOf } from "./desk.ts";
import { hearForm, mistakesIn } from "./forms.ts";
import { hearMessage } from "./messages.ts";
import { hearShortcut } from "./shortcuts.ts";
import { hearSlash } from "./slash.ts";

/** What listens to Slack; all of it was acknowledged before, but for what is asked here. */
export interface Ears {
  command(raw: unknown): Promise<void>;
  shortcut(raw: unknown): Promise<void>;
  action(raw: unknown): Promise<void>;
  form(raw: unknown): Promise<void>;
  /** Slack says when it delivers one again: whoever heard it first may be no more. */
  event(raw: unknown, isAgain: boolean): Promise<void>;
  /** What is wrong in a form, before it closes. */
  mistakes(raw: unknown): Record<string, string> | undefined;
  options(raw: unknown): Promise<types.PlainTextOption[]>;
  /** Waits for what is being answered. */
  settle(): Promise<void>;
}

interface EarsDeps {
  /** Nothing when the bot no longer serves. */
  desk(): Desk | undefined;
  /** A workspace has let us go. */
  onGone(event: EventShape): Promise<void>;
}

/** Hands on what arrives. What fails is logged: nobody at Slack waits for it any more. */
export function createEars({ desk, onGone }: EarsDeps): Ears {
  const running = new Set<Promise<void>>();

  async function safely(work: (at: Desk) => Promise<void>): Promise<void> {
    const at = desk();
    if (!at) return;
    const done = work(at).catch((error: unknown) => {
      at.log.warn({ err: error }, "something from Slack could not be answered");
    });
    running.add(done);
    await done;
    running.delete(done);
  }

  return {
    command: (raw) => safely((at) => hearSlash(raw, at)),
    shortcut: (raw) => safely((at) => hearShortcut(raw, at)),
    action: (raw) => safely((at) => hearButton(raw, at)),
    form: (raw) => safely((at) => hearForm(raw, at)),
    event: (raw, isAgain) => safely((at) => hearEvent(raw, isAgain, at)),
    mistakes(raw) {
      const at = desk();
      return at && mistakesIn(raw, at);
    },
    async options(raw) {
      const at = desk();
      return at ? complete(raw, at) : [];
    },
    async settle() {
      await Promise.all(running);
    },
  };

  async function hearEvent(raw: unknown, isAgain: boolean, at: Desk): Promise<void> {
    const arrived = Arrived.safeParse(raw);
    if (!arrived.success) return at.log.debug({ err: arrived.error }, "an event is not for us");
    const { event, team_id: outer, enterprise_id: org, authorizations } = arrived.data;
    // In a channel that workspaces share, the outer team may be the other one: ours is who installed us.
    const [ours] = authorizations;
    if (event.type === "app_uninstalled" || event.type === "tokens_revoked") {
      return onGone(arrived.data);
    }
    const id = ours?.team_id ?? outer;
    if (!id) return undefined;
    const team = teamOf(id, ours ? ours.enterprise_id : org);
    switch (event.type) {
      case "app_mention":
      case "message":
        return hearMessage({ event, team, isAgain }, at);
      case "app_home_opened":
        return event.tab === "home" ? at.homes.open(team, event.user) : undefined;
    }
  }
}
