import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { remember } from "../../chat/remember.ts";
import type { Topics } from "../../chat/topics.ts";
import type { Front } from "../../platform.ts";
import type { Api } from "../line/api.ts";
import type { Spot } from "../line/spots.ts";
import type { Naming } from "../show/texts.ts";
import type { Fetch } from "./attachments.ts";
import { createAttachments } from "./attachments.ts";
import { createInteractions } from "./interactions.ts";
import { createCommandRules } from "./mentions/command-rules.ts";
import { createMentions } from "./mentions/mentions.ts";
import { namesUs } from "./mentions/message.ts";
import { createMentionPictures } from "./mentions/pictures.ts";
import { createMentionReplies } from "./mentions/replies.ts";
import { createUnderstand } from "./mentions/understand.ts";
import { createPicks } from "./picks.ts";
import { createReplies } from "./replies.ts";
import type { Unanswered } from "./unanswered.ts";

/** What listens to Discord. None of it throws. */
export interface Ears {
  /** Somebody has used a command, a button or a form. */
  interaction(raw: unknown): void;
  /** Somebody has written a message; `us` is the id of our user. */
  message(raw: unknown, us: string): void;
}

interface EarsDeps {
  /** Nothing when the bot no longer serves. */
  front(): Front | undefined;
  readonly api: Api;
  readonly app: () => Promise<string>;
  readonly named: Naming;
  /** The id of a command, once Discord has told it. */
  readonly idOf: (command: string) => Promise<string | undefined>;
  readonly spotOf: (at: { guild: string; channel: string }) => Promise<Spot | undefined>;
  readonly topics: Topics;
  readonly unanswered: Unanswered;
  /** Fetches what people attach. */
  readonly fetch: Fetch;
  readonly attachmentHosts: readonly string[];
  readonly claim: (id: string) => Promise<boolean>;
  readonly memory: Shelf<string>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Hands on what arrives to whatever is for us in it. */
export function createEars(deps: EarsDeps): Ears {
  const { api, app, named, idOf, topics, memory, now, log } = deps;
  const attachmentOf = createAttachments({ fetch: deps.fetch, hosts: deps.attachmentHosts });
  const picks = createPicks({ memory, attachmentOf });
  /** The languages of people who have used a command lately: with a message it is not told. */
  const languages = new Map<string, string>();

  const hearInteraction = createInteractions({
    api,
    reply: createReplies({ api, named, log }),
    attachmentOf,
    picks,
    unanswered: deps.unanswered,
    learn: (person, locale) => remember(languages, person, locale),
    log,
  });
  const hearMention = createMentions({
    api,
    spotOf: deps.spotOf,
    understand: createUnderstand({ topics, mayUse: createCommandRules({ api, app, idOf, now }) }),
    attachmentsOf: createMentionPictures({ attachmentOf, picks }),
    reply: createMentionReplies({ api, named, log }),
    localeOf: (person) => languages.get(person),
    claim: deps.claim,
    log,
  });

  return {
    interaction(raw) {
      const front = deps.front();
      if (front) void hearInteraction(raw, front);
    },

    message(raw, us) {
      const front = deps.front();
      if (front && namesUs(raw, us)) void hearMention(raw, us, front);
    },
  };
}
