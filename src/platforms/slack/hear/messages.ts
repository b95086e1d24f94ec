import type { Attachment } from "../../platform.ts";
import { optionFields } from "../../options.ts";
import type { MessageEvent } from "./arriving.ts";
import { picturesIn } from "./attachments.ts";
import type { Desk } from "./desk.ts";
import type { Team } from "../refs.ts";
import type { Asker } from "./replies.ts";
import { ADDS_SCENE } from "./topics.ts";
import { typedCommand, typedLine } from "./typed.ts";
import type { Typed } from "./typed.ts";
import { unescaped, withoutUs } from "./unescape.ts";

/** What people write is heard in these forms alone: not changes, joins or what bots say. */
const HEARD = [undefined, "file_share", "thread_broadcast"];

/** A mention in a channel, or a message to us alone: words, and a picture if there is one. */
export async function hearMessage(event: MessageEvent, team: Team, desk: Desk): Promise<void> {
  const { user, channel, ts, thread_ts: thread, subtype, bot_id: bot } = event;
  if (user === undefined || bot !== undefined || !HEARD.includes(subtype)) return;
  const { user_id: us } = await desk.api.me(team);
  const isDirect = event.channel_type === "im";
  if (user === us || !(isDirect || event.text.includes(`<@${us}`))) return;
  const id = `slack:${team.team}:${channel}:${ts}`;
  // A mention comes twice where we read the channel too, perhaps to two processes.
  if (!desk.isFirst(id) || !(await desk.claim(id))) return;

  const words = unescaped(withoutUs(event.text, us));
  const [picture] = picturesIn(event.files);
  const typed = await meantBy(words, { team, event, hasPicture: picture !== undefined }, desk);
  const asker: Asker = {
    team,
    user,
    channel,
    thread: isDirect ? (thread ?? ts) : thread,
    responseUrl: undefined,
    seesJob: true,
    pressed: undefined,
  };
  if (typed.kind === "mistake") return desk.invocations.tell(asker, typed.mending);
  if (typed.kind === "form") return;
  const attachments: Record<string, Attachment> = picture
    ? { [pictureOption(typed, desk)]: desk.attachmentOf(team, picture) }
    : {};
  const home = event.user_team ?? event.source_team ?? event.team;
  const place = { channel, ts: thread ?? ts };
  await desk.invocations.invoke(
    { id, asker, home, ask: typed.ask, attachments, place },
    desk.front,
  );
}

interface Around {
  readonly team: Team;
  readonly event: MessageEvent;
  readonly hasPicture: boolean;
}

/**
 * In the thread of a storyboard, words are its next scene; in one with a video, words alone refine
 * that video.
 */
async function meantBy(
  words: string,
  { team, event, hasPicture }: Around,
  desk: Desk,
): Promise<Typed> {
  const { front, topics } = desk;
  const context = { commands: front.commands, hasPicture, canAsk: false };
  const line = typedLine(words, context);
  const isPrompt = line.kind !== "ask" || line.ask.name === "video";
  if (event.thread_ts === undefined || !isPrompt || words.startsWith("/")) return line;
  const thread = { channel: event.channel, ts: event.thread_ts };
  const board = isPlain(line) ? await topics.boardOf(team, thread) : undefined;
  if (board !== undefined) {
    const options = { prompt: words };
    return { kind: "ask", ask: { kind: "action", name: ADDS_SCENE, job: board, options } };
  }
  const job = hasPicture ? undefined : await topics.videoOf(team, thread);
  return job === undefined ? line : typedCommand("remix", words, { ...context, known: { job } });
}

/** Nothing but a prompt: with options of its own it is another video. */
function isPlain(line: Typed): boolean {
  return line.kind === "ask" && Object.keys(line.ask.options).every((name) => name === "prompt");
}

function pictureOption(typed: Extract<Typed, { kind: "ask" }>, { front }: Desk): string {
  const spec = front.commands.find(({ name }) => name === typed.ask.name);
  const field = spec && optionFields(spec).find(({ kind }) => kind === "picture");
  return field?.name ?? "image";
}
