import { readFileSync } from "node:fs";
import { labelsOf, startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";
import type { FakeMessage } from "../fakes/discord/discord.ts";
import type { By, Picture } from "../fakes/discord/people.ts";
import { playAll } from "./ffprobe.ts";
import { openQuickStudio } from "./quick-studio.ts";

export const DUSK: Picture = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url)),
};
const EPHEMERAL = 64;
/** What a film takes on a busy machine, in ms. */
const BOUND = 30_000;

/**
 * The whole bot on Discord with a studio for every mode, as somebody in front of it sees it. It closes
 * badly when ffprobe finds anything wrong with a video that was posted.
 */
export async function openDiscordRoom() {
  const studio = await openQuickStudio();
  const bot = await startDiscordBot(studio.env);
  const { people, world } = bot.discord;

  const find = (thread: string, isMeant: (message: FakeMessage) => boolean) =>
    until(() => world.messagesIn(thread).find((message) => isMeant(message)), BOUND);
  const saying = (thread: string, words: string) =>
    find(thread, (message) => wordsOf(message).includes(words));

  const videosIn = (thread: string) =>
    world.messagesIn(thread).filter(({ attachments }) => attachments.length > 0);

  /** What somebody reads who has asked or pressed, and whether nobody else does. */
  async function answerTo(asked: ReturnType<typeof people.type>) {
    const answer = await until(() => {
      const { followups, original } = asked.token;
      const shown = world.messages.get(followups[0] ?? original ?? "");
      return wordsOf(shown) !== "" && shown;
    });
    return {
      words: wordsOf(answer),
      isPrivate: ((answer.flags ?? 0) & EPHEMERAL) !== 0,
      message: answer,
    };
  }

  return {
    ...bot,
    films: studio.films,
    people,
    world,
    find,
    saying,
    answerTo,

    /** The thread that a typed command opens. */
    async thread(name: string, options: Record<string, unknown>, by: By = {}): Promise<string> {
      const typed = people.type(name, options, by);
      const opened = await until(() => world.channels.get(typed.token.original ?? ""));
      return opened.id;
    },
    press: async (message: FakeMessage, label: string, by: By = {}) =>
      answerTo(people.press(world.messages.get(message.id) ?? message, label, by)),

    /** Presses a button that asks first, and sends the form off. */
    async fillIn(
      message: FakeMessage,
      label: string,
      fields: Record<string, string | Picture>,
      by: By = {},
    ) {
      const opened = people.press(world.messages.get(message.id) ?? message, label, by);
      const form = JSON.stringify(await until(() => opened.token.callback?.data));
      return { ...(await answerTo(people.submit(opened, fields, by))), form };
    },

    /** The n-th video in a thread, once it can be pressed. */
    video: (thread: string, nth = 1): Promise<FakeMessage> =>
      until(() => videosIn(thread)[nth - 1], BOUND),
    /** The same, once all about the first n videos there is done. */
    done: (thread: string, nth = 1): Promise<FakeMessage> =>
      until(() => {
        const told = world.messagesIn(thread).filter((card) => wordsOf(card).includes("Done."));
        return told.length >= nth && videosIn(thread)[nth - 1];
      }, BOUND),
    /** The card that asks for a yes to a price, and the label of that yes. */
    async price(thread: string) {
      const yes = (message: FakeMessage) => labelsOf(message).find((one) => one.startsWith("Run"));
      const card = await find(thread, (message) => yes(message) !== undefined);
      return { card, yes: yes(card) ?? "" };
    },
    labels: (message: FakeMessage) => labelsOf(world.messages.get(message.id)),
    words: (message: FakeMessage) => wordsOf(world.messages.get(message.id)),

    async close() {
      await bot.close();
      await studio.close();
      const posted = [...world.blobs.values()].filter(({ type }) => type === "video/mp4");
      await playAll(posted.flatMap(({ data = [] }) => data));
    },
  };
}
export type DiscordRoom = Awaited<ReturnType<typeof openDiscordRoom>>;
