import { said } from "../../../said.ts";
import { ShortcutShape } from "./arriving.ts";
import { picturesIn } from "./attachments.ts";
import type { Desk } from "./desk.ts";
import { openView, teamIn } from "./desk.ts";
import { commandForm } from "./form.ts";
import type { FormNote } from "./form.ts";
import { showFirstPrice } from "./price.ts";
import type { Asker } from "./replies.ts";

/** A shortcut: from anywhere, or on a message whose picture is to move. Its id is a command's name. */
export async function hearShortcut(raw: unknown, desk: Desk): Promise<void> {
  const arrived = ShortcutShape.parse(raw);
  const { trigger_id: trigger, message, channel, user } = arrived;
  const team = teamIn(arrived);
  if (!team) return;
  if (!desk.isFirst(`slack:${team.team}:${trigger}`)) return;
  const spec = desk.front.commands.find(({ name }) => name === arrived.callback_id);
  if (!spec) return;
  const locale = desk.people.localeOf(team, user.id);
  const ask = { kind: "command", name: spec.name } as const;
  const asker: Asker = {
    team,
    user: user.id,
    channel: channel?.id,
    thread: message?.thread_ts,
    responseUrl: arrived.response_url,
    seesJob: false,
    pressed: undefined,
  };
  if (arrived.type === "shortcut" || !message || !channel) {
    const view = commandForm(spec, { ask, given: {} }, {}, locale);
    const id = await openView(desk, asker, { trigger, view });
    if (id !== undefined) await showFirstPrice({ id, view, given: {} }, asker, desk);
    return;
  }

  const [file] = picturesIn(message.files);
  if (!file) {
    return desk.invocations.tell(
      asker,
      said("There is no picture in this message. Pick one that has one."),
    );
  }
  // Whoever shared it first is asked, however it came into this message.
  const author = file.user ?? message.user ?? "";
  const known = author === "" ? undefined : await desk.people.of(team, author);
  const pick = await desk.picks.keep({
    team,
    author: {
      id: `slack:${team.team}:${author}`,
      name: known?.person.name ?? author,
      isApp: author === "",
    },
    file,
  });
  const place = { channel: channel.id, ts: message.thread_ts ?? message.ts };
  const note: FormNote = { place, ask, given: {}, pick };
  await openView(desk, asker, { trigger, view: commandForm(spec, note, {}, locale) });
}
