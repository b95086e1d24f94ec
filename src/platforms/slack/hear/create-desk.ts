import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import type { Front } from "../../platform.ts";
import type { Api } from "../api.ts";
import type { Posts } from "../show/posts.ts";
import type { Tokens } from "../tokens.ts";
import type { Fetch } from "./attachments.ts";
import { createAttachments } from "./attachments.ts";
import type { Desk } from "./desk.ts";
import { showHome } from "./home.ts";
import { createHomes } from "./homes.ts";
import { createInvocations } from "./invocations.ts";
import { createNewest } from "./newest.ts";
import { createPeople } from "./people.ts";
import { createPicks } from "./picks.ts";
import { createPlaces } from "./places.ts";
import type { Replying } from "./replies.ts";
import type { Unanswered } from "./unanswered.ts";
import { createSeen } from "../../chat/seen.ts";
import type { Topics } from "../../chat/topics.ts";

interface DeskDeps {
  readonly front: Front;
  readonly api: Api;
  readonly tokens: Tokens;
  readonly posts: Posts;
  readonly memory: Shelf<string>;
  readonly topics: Topics;
  /** Fetches what people attach. */
  readonly fetch: Fetch;
  readonly reply: Replying;
  readonly unanswered: Unanswered;
  readonly attachmentHosts: readonly string[];
  readonly maxImageBytes: number;
  readonly overview: Desk["overview"];
  readonly priceOf: Desk["priceOf"];
  readonly claim: Desk["claim"];
  readonly now: () => number;
  readonly log: Logger;
}

/** Sets up what listens to Slack. */
export function createDesk(deps: DeskDeps): Desk {
  const { front, api, posts, memory, overview, priceOf, claim, maxImageBytes, now, log } = deps;
  const people = createPeople({ api, now, log });
  const places = createPlaces({ api, now });
  const attachmentOf = createAttachments({ ...deps, hosts: deps.attachmentHosts });
  const desk: Desk = {
    front,
    api,
    people,
    readerOf: (team, user) => ({ locale: people.localeOf(team, user), maxImageBytes }),
    places,
    attachmentOf,
    topics: deps.topics,
    homes: createHomes({ show: (team, user) => showHome(user, team, desk), now, log }),
    overview,
    priceOf,
    claim,
    picks: createPicks({ memory, attachmentOf, now }),
    invocations: createInvocations({
      api,
      tokens: deps.tokens,
      people,
      places,
      reply: deps.reply,
      unanswered: deps.unanswered,
      directOf: (team, user) => posts.directOf({ ...team, user, channel: "" }),
    }),
    newest: createNewest(),
    isFirst: createSeen(),
    log,
  };
  return desk;
}
