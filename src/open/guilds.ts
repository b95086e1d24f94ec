import { createCoach, Suggestion } from "../coach/coach.ts";
import { createRewriter } from "../coach/rewriter.ts";
import type { Config } from "../config.ts";
import { createConsents } from "../consents/consents.ts";
import { createGuilds } from "../guilds/guilds.ts";
import type { GuildSettings } from "../guilds/guilds.ts";
import type { Logger } from "../log.ts";
import type { Intake } from "../media/intake.ts";
import { readBlocklist } from "../moderation/blocklist.ts";
import { createModeration } from "../moderation/moderation.ts";
import { createOpenAiJudge } from "../moderation/openai.ts";
import { createFetch } from "../providers/http.ts";
import type { Catalogue } from "../providers/catalogue.ts";
import { createShelf } from "../store/shelf.ts";
import type { SharedShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";

/** What one question to an adviser may take, in ms and bytes. */
const QUESTION = { connect: 5_000, stall: 20_000, total: 25_000, maxBytes: 1_000_000 };

const { now } = Date;

interface GuildDeps {
  readonly store: Store;
  readonly settings: SharedShelf<GuildSettings>;
  readonly catalogue: Catalogue;
  readonly intake: Intake;
  readonly log: Logger;
}

/** What guilds have made their own, and who helps with their prompts and looks at them. */
export function openGuilds(config: Config, { store, settings, catalogue, intake, log }: GuildDeps) {
  const { coach: chat, moderation } = config;
  const { openai, blocklist } = moderation;
  const bounds = { confirmAbove: config.confirmAbove, personCap: config.bounds.personCap };
  const guilds = createGuilds({ store, settings, catalogue, intake, bounds, now });
  const rewriter = chat && createRewriter(chat, { fetch: fetchFor(chat.url), log });
  const shelf = createShelf(store, "suggestions", Suggestion, now);
  const judges = [
    ...(blocklist === undefined ? [] : [readBlocklist(blocklist)]),
    ...(openai ? [createOpenAiJudge(openai, fetchFor(openai.url))] : []),
  ];
  return {
    guilds,
    consents: createConsents({ store, settings, now }),
    coach: createCoach({ guilds, shelf, rewriter, now, log }),
    moderation: createModeration({ judges, log }),
  };
}

function fetchFor(url: string) {
  return createFetch({ limits: QUESTION, namedHosts: [new URL(url).host] });
}
