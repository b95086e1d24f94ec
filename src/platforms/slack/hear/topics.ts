import { z } from "zod";
import type { Shelf } from "../../../store/shelf.ts";
import type { Message } from "../../platform.ts";
import type { Team } from "../refs.ts";

/** For how long it is known what a thread is about, in ms. */
const HOLDS = 90 * 24 * 3_600_000;
/** The button of a storyboard's card: where it stands, words become a scene. */
export const ADDS_SCENE = "scene";

/** A storyboard, and the message with its card. */
const Board = z.object({ job: z.string(), card: z.string() });

interface Thread {
  readonly channel: string;
  readonly ts?: string | undefined;
}

/** What threads are about, for what is said there without a command's name. */
export function createTopics(memory: Shelf<string>) {
  async function boardIn(team: Team, thread: Thread) {
    const kept = await memory.get(boardKey(team, thread));
    return kept === undefined ? undefined : Board.parse(JSON.parse(kept));
  }

  return {
    /** The storyboard that takes scenes in a thread. */
    boardOf: async (team: Team, thread: Thread) => (await boardIn(team, thread))?.job,

    /** The latest video in a thread. */
    videoOf: (team: Team, thread: Thread) => memory.get(videoKey(team, thread)),

    /** A video has come into a thread. */
    async filmed(team: Team, thread: Thread, { buttons = [] }: Message): Promise<void> {
      const [button] = buttons;
      if (button) await memory.set(videoKey(team, thread), button.job, HOLDS);
    },

    /** A card says something: a storyboard's takes scenes from now on, or takes no more. */
    async shown(team: Team, thread: Thread, card: string, message: Message): Promise<void> {
      if (message.kind !== "card" || message.tone !== "neutral") return;
      const adds = message.buttons?.find(({ action }) => action === ADDS_SCENE);
      const known = await boardIn(team, thread);
      if (adds) {
        if (known?.card === card) return;
        const board = JSON.stringify({ job: adds.job, card });
        await memory.set(boardKey(team, thread), board, HOLDS);
      } else if (known?.card === card) await memory.delete(boardKey(team, thread));
    },
  };
}
export type Topics = ReturnType<typeof createTopics>;

function videoKey({ team }: Team, { channel, ts }: Thread): string {
  return `video in ${team}/${channel}/${ts}`;
}

function boardKey({ team }: Team, { channel, ts }: Thread): string {
  return `board in ${team}/${channel}/${ts}`;
}
