import type { Invocation } from "../../../platform.ts";
import type { Spot } from "../../line/spots.ts";
import { opensThreads } from "../../permissions.ts";
import { invocationOf } from "../invocation.ts";
import { personOf } from "../person.ts";
import type { Mention } from "./message.ts";

/** Somebody's message that names us, and what is known of them and of where they are. */
export interface Heard {
  readonly mention: Mention;
  /** The id of our user. */
  readonly us: string;
  readonly spot: Spot;
  /** What they may do there. */
  readonly rights: bigint;
  readonly locale: string;
}

/** What is asked for by it. */
interface Asked extends Pick<Invocation, "ask" | "attachments" | "reply"> {
  /** Its answer begins a thread, where there can be one: from the message itself. */
  readonly beginsThread: boolean;
}

/** What is asked for, by whom and where. */
export function invocationOfMention(heard: Heard, asked: Asked): Invocation {
  const { mention, spot, rights, locale } = heard;
  const { id, guild_id: guild, author, member } = mention;
  const { channel, allowed } = spot;
  const beginsThread = asked.beginsThread && opensThreads(channel.type);
  return invocationOf({
    ...asked,
    id,
    guild,
    channel,
    allowed,
    person: personOf(author, member.nick, rights),
    beginsThread,
    // What may be uploaded is told with commands alone; the guild's tier says it too.
    start: { ...(beginsThread ? { answer: id, isTheirs: true } : {}), limit: 0 },
    locale,
  });
}
