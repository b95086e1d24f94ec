import { said } from "../../../said.ts";
import { ShortcutShape } from "./arriving.ts";
import { picturesIn } from "./attachments.ts";
import type { Desk } from "./desk.ts";
import { openLater, openView, teamIn } from "./desk.ts";
import { commandForm, wordsView } from "./form.ts";
import type { Pick } from "./picks.ts";
import { showFirstPrice, withPrice } from "./price.ts";
import type { Team } from "../refs.ts";
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
  const reader = desk.readerOf(team, user.id);
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
    const view = commandForm(spec, { ask, given: {} }, {}, reader);
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
  const { ts, thread_ts: thread, user: poster } = message;
  return openLater(desk, asker, {
    trigger,
    async look() {
      const obstacle = await desk.places(team, channel.id);
      if (obstacle) return wordsView(obstacle, reader.locale);
      // Whoever shared it first is asked, however it came into this message.
      const author = await authorOf(file.user ?? poster ?? "", team, desk);
      const pick = await desk.picks.keep({ team, author, file });
      const place = { channel: channel.id, ts: thread ?? ts };
      const view = commandForm(spec, { place, ask, given: {}, pick }, {}, reader);
      return withPrice(view, {}, asker, desk);
    },
  });
}

async function authorOf(user: string, team: Team, { people }: Desk): Promise<Pick["author"]> {
  const known = user === "" ? undefined : await people.of(team, user);
  const name = known?.person.name ?? user;
  return { id: `slack:${team.team}:${user}`, name, isApp: user === "" };
}
