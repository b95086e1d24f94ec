import { said } from "../../../said.ts";
import type { Said } from "../../../said.ts";
import { meantBy } from "../../chat/meant.ts";
import type { Topics } from "../../chat/topics.ts";
import type { Ask, CommandSpec, Front, Tone } from "../../platform.ts";
import { isThread } from "../permissions.ts";
import { topicIn } from "../refs.ts";
import { isUnseen, videoAnswered } from "./answered.ts";
import type { MayUse } from "./command-rules.ts";
import type { Heard } from "./heard.ts";
import { channelsOf } from "./heard.ts";
import type { Pictures } from "./pictures.ts";
import { unescaped } from "./unescape.ts";

const HELP = said(
  "Write after my name what happens in the video, and attach a picture if it begins with one. /help lists what else I do.",
);
const UNSEEN = said(
  "Discord does not show me the message that you answer. Attach its picture to yours, or press Apps → {{menu}} in its menu; if there is none, write to me without answering.",
  { menu: said("Animate this image") },
);

/** What a message comes to: something asked for, or what its writer is told instead. */
export type Understood =
  | { readonly kind: "ask"; readonly ask: Ask; readonly beginsThread: boolean }
  | { readonly kind: "word"; readonly word: Said; readonly tone: Tone };

interface UnderstandDeps {
  readonly topics: Topics;
  readonly pictures: Pictures;
  readonly mayUse: MayUse;
}

/**
 * Reads what a message that names us means. An answer for one person alone Discord shows only after
 * a command, so that whoever wants one is told how it is typed.
 */
export function createUnderstand({ topics, pictures, mayUse }: UnderstandDeps) {
  async function wordsOf({ mention, us, spot }: Heard, { commands }: Front) {
    const { content, mentions, referenced_message: answered, guild_id: guild } = mention;
    const { id: channel, type } = spot.channel;
    const written = {
      words: unescaped(content, us, mentions),
      thread: isThread(type) ? topicIn({ guild, channel }) : undefined,
      hasPicture: pictures.isIn(mention),
      video: videoAnswered(answered, us),
    };
    return meantBy(written, { commands, topics });
  }

  return async function understand(heard: Heard, front: Front): Promise<Understood | undefined> {
    const { mention, us } = heard;
    const typed = await wordsOf(heard, front);
    if (typed.kind === "mistake") return { kind: "word", word: typed.mending, tone: "bad" };
    if (typed.kind === "form") return undefined;

    const { ask } = typed;
    const isCommand = ask.kind === "command";
    if (isCommand && ask.name === "help") return { kind: "word", word: HELP, tone: "neutral" };
    const spec = isCommand ? commandNamed(ask.name, front) : undefined;
    const beginsThread = spec?.opensThread === true;
    if (spec && !beginsThread) return { kind: "word", word: inPrivate(spec), tone: "neutral" };
    if (spec && !(await mayUse(spec.name, useOf(heard)))) {
      return { kind: "word", word: notForYou(spec), tone: "bad" };
    }
    if (!pictures.isIn(mention) && isUnseen(mention.referenced_message, us)) {
      return { kind: "word", word: UNSEEN, tone: "bad" };
    }
    return { kind: "ask", ask, beginsThread };
  };
}
export type Understand = ReturnType<typeof createUnderstand>;

function commandNamed(name: string, { commands }: Front): CommandSpec | undefined {
  return commands.find((command) => command.name === name);
}

function inPrivate({ name }: CommandSpec): Said {
  return said("Type /{{name}}: its answer is for your eyes alone.", { name });
}

function notForYou({ name }: CommandSpec): Said {
  return said("This server does not let you use /{{name}} here.", { name });
}

function useOf({ mention, spot, rights }: Heard) {
  const { guild_id: guild, author, member } = mention;
  const channels = channelsOf(spot);
  return { guild, channels, person: author.id, roles: member.roles, rights };
}
