import { readButtonId } from "../../chat/button-id.ts";
import type { Ask, Attachment } from "../../platform.ts";
import { ActionShape } from "./arriving.ts";
import type { Desk } from "./desk.ts";
import { openLater, openView, teamIn } from "./desk.ts";
import type { FormNote } from "./form.ts";
import { commandForm, promptForm } from "./form.ts";
import { OPENS, showHome } from "./home.ts";
import { showFirstPrice, showPrice, withPrice } from "./price.ts";
import type { Asker } from "./replies.ts";

/** A button: an action on a job, or a form that asks for its new prompt first. */
export async function hearButton(raw: unknown, desk: Desk): Promise<void> {
  const arrived = ActionShape.parse(raw);
  const { trigger_id: trigger, channel, user, actions, container } = arrived;
  // What one person alone sees is no message that others could answer, nor can it be edited.
  const message = container?.is_ephemeral === true ? undefined : arrived.message;
  const [pressed] = actions;
  const team = teamIn(arrived);
  if (!team || !pressed) return;
  const thread = message?.thread_ts ?? message?.ts ?? container?.thread_ts ?? undefined;
  const asker: Asker = {
    team,
    user: user.id,
    channel: channel?.id,
    thread,
    responseUrl: arrived.response_url ?? undefined,
    seesJob: false,
    pressed: channel && message ? { channel: channel.id, ts: message.ts } : undefined,
  };
  if (pressed.action_id.startsWith(OPENS)) {
    return openForm(pressed.action_id.slice(OPENS.length), { asker, trigger }, desk);
  }
  const { view } = arrived;
  if (view?.type === "modal") return desk.newest(view.id, () => showPrice(view, asker, desk));
  const button = readButtonId(pressed.action_id);
  if (!button) return;
  const id = `slack:${team.team}:${pressed.action_ts}:${user.id}:${pressed.action_id}`;
  if (!desk.isFirst(id)) return;
  const { action: name, job } = button;
  const place = channel ? { channel: channel.id, ts: thread } : undefined;

  const guild = `slack:${team.team}`;
  const form = desk.front.asking.get(name);
  if (form) {
    return openLater(desk, asker, {
      trigger,
      async look() {
        const isEmpty = form.holds === "nothing";
        const prompt = isEmpty ? "" : ((await desk.front.promptOf(guild, job)) ?? "");
        const note = { place, ask: { kind: "action", name, job } as const, given: {} };
        const reader = desk.readerOf(team, user.id);
        return withPrice(promptForm(form, { prompt, note, reader }), {}, asker, desk);
      },
    });
  }

  const ask: Ask = { kind: "action", name, job, options: {} };
  const picked = await desk.picks.find(team, job);
  const attachments: Record<string, Attachment> = picked ? { image: picked } : {};
  await desk.invocations.invoke(
    { id, asker, home: user.team_id, ask, attachments, place },
    desk.front,
  );
  if (arrived.view?.type === "home") await showHome(user.id, team, desk);
}

/** The form of a command, from somebody's page. */
async function openForm(
  name: string,
  { asker, trigger }: { asker: Asker; trigger: string },
  desk: Desk,
): Promise<void> {
  const spec = desk.front.commands.find((candidate) => candidate.name === name);
  if (!spec) return;
  const note: FormNote = { ask: { kind: "command", name }, given: {} };
  const view = commandForm(spec, note, {}, desk.readerOf(asker.team, asker.user));
  const id = await openView(desk, asker, { trigger, view });
  if (id !== undefined) await showFirstPrice({ id, view, given: {} }, asker, desk);
}
