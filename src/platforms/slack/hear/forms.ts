import { wordsFor } from "../../../words.ts";
import type { Attachment } from "../../platform.ts";
import type { Team } from "../refs.ts";
import { FormShape } from "./arriving.ts";
import type { Desk } from "./desk.ts";
import { teamIn, teamOf } from "./desk.ts";
import { readForm } from "./form-answers.ts";
import type { Asker } from "./replies.ts";

/** What is wrong in a form, by the block where it stands: told before it closes. Asks nobody. */
export function mistakesIn(raw: unknown, desk: Desk): Record<string, string> | undefined {
  const form = FormShape.parse(raw);
  const reader = desk.readerOf(teamAt(form), form.user.id);
  const say = wordsFor(reader.locale);
  const mistakes = Object.entries(readForm(form, desk.front.commands, reader).mistakes);
  if (mistakes.length === 0) return undefined;
  return Object.fromEntries(
    mistakes.map(([at, { sentence, params }]) => [at, say(sentence, params)]),
  );
}

/** A form that was sent off, and has closed. */
export async function hearForm(raw: unknown, desk: Desk): Promise<void> {
  const form = FormShape.parse(raw);
  const team = teamAt(form);
  const id = `slack:${team.team}:${form.view.id}`;
  if (!desk.isFirst(id)) return;
  const reader = desk.readerOf(team, form.user.id);
  const { note, ask, files, channel } = readForm(form, desk.front.commands, reader);
  const place = note.place ?? (channel === undefined ? undefined : { channel });
  const picked = note.pick === undefined ? undefined : await desk.picks.find(team, note.pick);
  const attachments: Record<string, Attachment> = picked ? { image: picked } : {};
  for (const [name, file] of Object.entries(files)) {
    attachments[name] = desk.attachmentOf(team, file);
  }
  const asker: Asker = {
    team,
    user: form.user.id,
    channel: place?.channel,
    thread: place && "ts" in place ? place.ts : undefined,
    responseUrl: undefined,
    seesJob: true,
    pressed: undefined,
  };
  const asked = picked ? { ...ask, options: { ...ask.options, image: picked.name } } : ask;
  await desk.invocations.invoke(
    { id, asker, home: form.user.team_id, ask: asked, attachments, place },
    desk.front,
  );
}

function teamAt(form: FormShape): Team {
  const { app_installed_team_id: installed } = form.view;
  const team = installed ? teamOf(installed, form.enterprise?.id) : teamIn(form);
  if (!team) throw new Error("a form names no workspace");
  return team;
}
