import type { Attachment } from "../../platform.ts";
import { pictureOption } from "../../chat/meant.ts";
import type { MessageEvent } from "./arriving.ts";
import type { Desk } from "./desk.ts";
import type { Team } from "../refs.ts";
import { topicIn } from "../refs.ts";
import type { Asker } from "./replies.ts";
import { understood } from "./understood.ts";
import { isCalled, unescaped, withoutUs } from "./unescape.ts";

/** What people write is heard in these forms alone: not changes, joins or what bots say. */
const HEARD = [undefined, "file_share", "thread_broadcast"];

/** A message as it arrived; perhaps it did before, and whoever heard it then is no more. */
interface Arrived {
  readonly event: MessageEvent;
  readonly team: Team;
  readonly isAgain: boolean;
}

/** A mention in a channel, or a message to us alone: words, and a picture if there is one. */
export async function hearMessage({ event, team, isAgain }: Arrived, desk: Desk): Promise<void> {
  const { user, channel, ts, thread_ts: thread, subtype, bot_id: bot } = event;
  if (user === undefined || bot !== undefined || !HEARD.includes(subtype)) return;
  const { user_id: us } = await desk.api.me(team);
  const isDirect = event.channel_type === "im";
  if (user === us || !(isDirect || isCalled(event.text, us))) return;
  const id = `slack:${team.team}:${channel}:${ts}`;
  // A mention comes twice where we read the channel too, perhaps to two processes. What it asks for
  // is done once under its id in any case: delivered again, it goes on where a process was killed.
  const isOurs = (await desk.claim(id)) || isAgain;
  if (!isOurs || !desk.isFirst(id)) return;
  const mayAnswer = () => desk.claim(`answer to ${id}`).catch(() => true);

  const { commands } = desk.front;
  const around = thread === undefined ? undefined : topicIn(team, { channel, ts: thread });
  const written = { words: unescaped(withoutUs(event.text, us)), files: event.files };
  const meant = await understood({ ...written, thread: around }, { ...desk, commands });
  if (!meant) return;
  const asker: Asker = {
    team,
    user,
    channel,
    thread: isDirect ? (thread ?? ts) : thread,
    responseUrl: undefined,
    seesJob: true,
    pressed: undefined,
  };
  if (meant.kind === "word") {
    if (await mayAnswer()) await desk.invocations.tell(asker, meant.word, meant.tone);
    return;
  }
  const { ask, picture } = meant;
  const attachments: Record<string, Attachment> = picture
    ? { [pictureOption(ask, commands)]: desk.attachmentOf(team, picture) }
    : {};
  const home = event.user_team ?? event.source_team ?? event.team;
  const place = { channel, ts: thread ?? ts };
  await desk.invocations.invoke(
    { id, asker, home, ask, attachments, place, mayAnswer },
    desk.front,
  );
}
