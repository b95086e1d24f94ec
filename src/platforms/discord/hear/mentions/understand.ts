import { said } from "../../../../said.ts";
import type { Said } from "../../../../said.ts";
import { meantBy } from "../../../chat/meant.ts";
import type { Topics } from "../../../chat/topics.ts";
import { typedCommand } from "../../../chat/typed.ts";
import type { Typed } from "../../../chat/typed.ts";
import type { Ask, CommandSpec, Front, Tone } from "../../../platform.ts";
import { isThread } from "../../permissions.ts";
import { topicIn } from "../../refs.ts";
import { channelsOf } from "../invocation.ts";
import { isUnseen, videoAnswered } from "./answered.ts";
import type { MayUse } from "./command-rules.ts";
import type { Heard } from "./heard.ts";
import { askingCommand, pictureIn } from "./pictures.ts";
import { unescaped } from "./unescape.ts";

const HELP = said(
  "Write after my name what happens in the video, and attach a picture if it begins with one. /help lists what else I do.",
);
const MENU = { menu: said("Animate this image") };
const UNSEEN = said(
  "Discord does not show me the message that you answer. Attach its picture to yours, or press Apps → {{menu}} in its menu; if there is none, write to me without answering.",
  MENU,
);
const THEIRS = said(
  "The picture that you answer is somebody else's. Attach one of yours, or press Apps → {{menu}} in its menu: then they are asked.",
  MENU,
);

/** What a message comes to: something asked for, or what its writer is told instead. */
export type Understood =
  | { readonly kind: "ask"; readonly ask: Ask; readonly beginsThread: boolean }
  | { readonly kind: "word"; readonly word: Said; readonly tone: Tone };

interface UnderstandDeps {
  readonly topics: Topics;
  readonly mayUse: MayUse;
}

/**
 * Reads what a message that names us means. An answer for one person alone Discord shows only after
 * a command, so that whoever wants one is told how it is typed.
 */
export function createUnderstand({ topics, mayUse }: UnderstandDeps) {
  async function read({ mention, us, spot }: Heard, words: string, { commands }: Front) {
    const { referenced_message: answered, guild_id: guild } = mention;
    const { id: channel, type } = spot.channel;
    const thread = isThread(type) ? topicIn({ guild, channel }) : undefined;
    const hasPicture = pictureIn({ mention, us }) !== undefined;
    const video = videoAnswered(answered, us);
    return meantBy({ words, thread, hasPicture, video }, { commands, topics });
  }

  return async function understand(heard: Heard, front: Front): Promise<Understood | undefined> {
    const { content, mentions, referenced_message: answered } = heard.mention;
    const words = unescaped(content, heard.us, mentions);
    const typed = await read(heard, words, front);
    if (typed.kind === "mistake") return refused(typed.mending);
    if (typed.kind === "courtesy") return { kind: "word", word: typed.answer, tone: "neutral" };
    if (typed.kind === "form") return undefined;
    if (typed.ask.name === "help") return { kind: "word", word: HELP, tone: "neutral" };
    const told = commandOf(typed.ask, front);
    if (told?.opensThread === false)
      return { kind: "word", word: inPrivate(told), tone: "neutral" };
    const shown = pictureIn(heard);
    if (!shown && isUnseen(answered, heard.us)) return refused(UNSEEN);

    const meant = shown?.theirs ? withTheirs(typed.ask, words, front) : typed;
    if (meant.kind !== "ask") return refused(meant.kind === "mistake" ? meant.mending : THEIRS);
    const spec = commandOf(meant.ask, front);
    if (spec && !(await mayUse(spec.name, useOf(heard)))) return refused(notForYou(spec));
    return { kind: "ask", ask: meant.ask, beginsThread: spec?.opensThread === true };
  };
}
export type Understand = ReturnType<typeof createUnderstand>;

/** Words beside somebody else's picture are for the command that asks its author. */
function withTheirs(ask: Ask, words: string, front: Front): Typed {
  const asking = askingCommand(front);
  if (!asking || ask.name !== "video") return { kind: "mistake", mending: THEIRS };
  const { commands } = front;
  const known = { image: "picture" };
  return typedCommand(asking.name, words, { commands, known, hasPicture: true, canAsk: false });
}

function refused(word: Said): Understood {
  return { kind: "word", word, tone: "bad" };
}

function commandOf(ask: Ask, { commands }: Front): CommandSpec | undefined {
  return ask.kind === "command" ? commands.find(({ name }) => name === ask.name) : undefined;
}

function inPrivate({ name }: CommandSpec): Said {
  return said("Type /{{name}}: its answer is for your eyes alone.", { name });
}

function notForYou({ name }: CommandSpec): Said {
  return said("This server does not let you use /{{name}} here.", { name });
}

function useOf({ mention, spot, rights }: Heard) {
  const { guild_id: guild, author, member } = mention;
  const channels = channelsOf(spot.channel);
  return { guild, channels, person: author.id, roles: member.roles, rights };
}
