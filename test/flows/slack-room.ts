import { readFileSync } from "node:fs";
import { labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import { ANN, BEN } from "../fakes/slack/slack.ts";
import type { FakeMessage, FakeView } from "../fakes/slack/slack.ts";
import type { Picture, Value } from "../fakes/slack/forms.ts";
import { playAll } from "./ffprobe.ts";
import { openQuickStudio } from "./quick-studio.ts";
import { socketOf, startSlackBot } from "./slack-bot.ts";

export const DUSK: Picture = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url)),
};

/** What a film takes on a busy machine, in ms. */
const BOUND = 30_000;

/**
 * The whole bot on Slack with a studio for every mode, as people in front of it see it. It closes
 * badly when ffprobe finds anything wrong with a video that was posted.
 */
export async function openSlackRoom() {
  const studio = await openQuickStudio();
  const bot = await startSlackBot((slack) => ({ ...socketOf(slack), ...studio.env }));
  const { slack } = bot;
  type Person = ReturnType<typeof slack.person>;

  const find = (isMeant: (message: FakeMessage) => boolean) =>
    slack.until(() => slack.everyMessage().find((message) => isMeant(message)), BOUND);
  const labelIn = (message: FakeMessage, start: string) =>
    labelsOf(message).find((label) => label.startsWith(start));

  return {
    ...bot,
    films: studio.films,
    ann: slack.person(ANN),
    ben: slack.person(BEN),
    find,
    /** The message with this button, by how its label begins. */
    with: (start: string) => find((message) => labelIn(message, start) !== undefined),
    /** What the bot says with these words. */
    saying: (words: string) =>
      find((message) => message.bot_id !== undefined && saidIn(message).includes(words)),
    /** The card of the finished video that was asked for with these words. */
    done: (words: string) =>
      find((message) => labelsOf(message).includes("Again") && wordsOf(message).includes(words)),
    /** What is told to one person alone. */
    hears: (person: Person, words: string) =>
      slack.until(() =>
        slack.ephemeralsOf(person.id).find((message) => wordsOf(message).includes(words)),
      ),

    async press(person: Person, message: FakeMessage, start: string): Promise<void> {
      const label = await slack.until(() => labelIn(message, start));
      await person.clicks(message, label);
    },

    /** Does what opens a form, and waits until it is there to be filled in. */
    async form(open: () => Promise<unknown>): Promise<FakeView> {
      const { size } = slack.world.views;
      await open();
      return slack.until(() => {
        const latest = [...slack.world.views.values()].at(-1);
        const isNew = slack.world.views.size > size;
        return isNew && !wordsOf(latest).includes("Looking it up") && latest;
      });
    },

    /** Presses a button that asks first, and sends the form off. */
    async fillIn(
      person: Person,
      message: FakeMessage,
      label: string,
      fields: Readonly<Record<string, Value>>,
    ): Promise<string> {
      const form = await this.form(() => person.clicks(message, label));
      const drawn = JSON.stringify(form.state);
      await person.submits(form, fields);
      return drawn;
    },

    async close() {
      await bot.close();
      await studio.close();
      const posted = slack.uploads().filter(({ type }) => type === "video/mp4");
      await playAll(posted.flatMap(({ data = [] }) => data));
    },
  };
}
export type SlackRoom = Awaited<ReturnType<typeof openSlackRoom>>;

/** What stands in a message; beside a file it is in its text. */
export function saidIn(message: FakeMessage): string {
  return `${wordsOf(message)} ${message.text}`;
}
