import { withoutLacking } from "../lacking.ts";
import { CommandShape } from "./arriving.ts";
import type { Desk } from "./desk.ts";
import { openView, teamOf } from "./desk.ts";
import { commandForm } from "./form.ts";
import { showFirstPrice } from "./price.ts";
import type { Asker } from "./replies.ts";
import { withoutEntities } from "./unescape.ts";
import { LEADER, typedCommand, typedLine } from "../../chat/typed.ts";

/** A slash command: what is typed starts at once, and without words a form opens. */
export async function hearSlash(raw: unknown, desk: Desk): Promise<void> {
  const said = CommandShape.parse(raw);
  const { trigger_id: trigger, channel_id: channel, user_id: user } = said;
  const team = teamOf(said.team_id, said.enterprise_id);
  const id = `slack:${team.team}:${trigger}`;
  if (!desk.isFirst(id)) return;

  const name = said.command.replace(/^\//, "").toLowerCase();
  const text = withoutEntities(said.text);
  const { commands } = desk.front;
  const context = { commands, hasPicture: false, canAsk: true };
  const typed = withoutLacking(
    name === LEADER ? typedLine(text, context) : typedCommand(name, text, context),
  );
  const asker: Asker = {
    team,
    user,
    channel,
    thread: undefined,
    responseUrl: said.response_url,
    seesJob: false,
    pressed: undefined,
  };
  switch (typed.kind) {
    case "form": {
      const { spec, given } = typed;
      const ask = { kind: "command", name: spec.name } as const;
      const note = { place: { channel }, ask, given: {} };
      const view = commandForm(spec, note, given, desk.readerOf(team, user));
      const opened = await openView(desk, asker, { trigger, view });
      if (opened === undefined) return;
      return showFirstPrice({ id: opened, view, given }, asker, desk);
    }
    case "mistake":
      return desk.invocations.tell(asker, typed.mending);
    case "ask":
      return desk.invocations.invoke(
        { id, asker, ask: typed.ask, attachments: {}, place: { channel } },
        desk.front,
      );
  }
}
