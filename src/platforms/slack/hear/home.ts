import type { Said } from "../../../said.ts";
import { said } from "../../../said.ts";
import { wordsFor } from "../../../words.ts";
import { buttonId } from "../../chat/button-id.ts";
import type { Team } from "../refs.ts";
import type { Block } from "../show/blocks.ts";
import { actions, context, header, section } from "../show/blocks.ts";
import type { Desk } from "./desk.ts";
import { LEADER } from "../../chat/typed.ts";

const BAR = 24;
const SHOWN = 8;

/** A button that opens the form of a command. */
export const OPENS = "form:";
/** What admins find on their page, where there are such commands. */
const FOR_ADMINS = ["settings", "quota"];

/** Draws somebody's page: what runs, what came of the last ones, what the budget says. */
export async function showHome(user: string, team: Team, desk: Desk): Promise<void> {
  const { person, locale } = await desk.people.of(team, user);
  const overview = await desk.overview(`slack:${team.team}`, person.id);
  const say = wordsFor(locale);
  const speak = ({ sentence, params }: Said) => say(sentence, params);
  const running = overview.videos.filter(({ isOpen }) => isOpen).slice(0, SHOWN);
  const ended = overview.videos.filter(({ isOpen }) => !isOpen).slice(0, SHOWN);
  const { commands } = desk.front;
  const offered = ["video", ...(person.isAdmin ? FOR_ADMINS : [])];
  const forms = commands.filter(({ name }) => offered.includes(name));

  const blocks: Block[] = [
    header(say("Your videos")),
    actions(
      forms.map(({ name }) => ({
        id: OPENS + name,
        label: name === "video" ? say("New video") : `/${LEADER} ${name}`,
        style: name === "video" ? ("primary" as const) : undefined,
      })),
    ),
    ...(running.length === 0 ? [section(say("Nothing is running."))] : []),
    ...running.flatMap(({ id, prompt, state }) => [
      section(`⏳ ${prompt}`),
      context(speak(state)),
      actions([{ id: buttonId("cancel", id), label: say("Stop"), style: "danger" }]),
    ]),
    ...(ended.length === 0 ? [] : [header(say("The latest"))]),
    ...ended.map(({ prompt, state }) => section(`${prompt}\n${speak(state)}`)),
    header(say("The budget")),
    section(`${bar(overview.budget.share)}  ${speak(overview.budget.words)}`),
    context(speak(said("Write to me here, mention me in a channel, or type /video."))),
  ];
  await desk.api.call(team, "views.publish", { user_id: user, view: { type: "home", blocks } });
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return "█".repeat(full) + "░".repeat(BAR - full);
}
