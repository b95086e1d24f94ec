import { z } from "zod";
import type { Shelf } from "../../store/shelf.ts";
import type { Message } from "../platform.ts";

/** For how long it is known what a thread is about, in ms. */
const HOLDS = 90 * 24 * 3_600_000;
/** The button of a storyboard's card: where it stands, words become a scene. */
export const ADDS_SCENE = "scene";

/** A storyboard, and the message with its card. */
const Board = z.object({ job: z.string(), card: z.string() });

/**
 * What threads are about, for what is said there without a command's name. A platform names its
 * threads as it likes, each by one name.
 */
export function createTopics(memory: Shelf<string>) {
  async function boardIn(thread: string) {
    const kept = await memory.get(boardKey(thread));
    return kept === undefined ? undefined : Board.parse(JSON.parse(kept));
  }

  async function begun(thread: string, { buttons: [button] = [] }: Message): Promise<void> {
    if (!button) return;
    const key = videoKey(thread);
    const known = await memory.get(key);
    // Ids are in the order of time: the card of an older video may still change beside it.
    if (known === undefined || known < button.job) await memory.set(key, button.job, HOLDS);
  }

  return {
    /** The storyboard that takes scenes in a thread. */
    boardOf: async (thread: string) => (await boardIn(thread))?.job,

    /** The latest video in a thread, from when it is begun. */
    videoOf: (thread: string) => memory.get(videoKey(thread)),

    /** A video has come into a thread. */
    async filmed(thread: string, { buttons = [] }: Message): Promise<void> {
      const [button] = buttons;
      if (button) await memory.set(videoKey(thread), button.job, HOLDS);
    },

    /**
     * A card says something: of a video that is begun, words speak from now on; a storyboard's takes
     * scenes, or takes no more.
     */
    async shown(thread: string, card: string, message: Message): Promise<void> {
      if (message.kind !== "card") return;
      if (message.tone === "working" && message.isAside !== true) return begun(thread, message);
      if (message.tone !== "neutral") return;
      const adds = message.buttons?.find(({ action }) => action === ADDS_SCENE);
      const known = await boardIn(thread);
      if (adds) {
        if (known?.card === card) return;
        const board = JSON.stringify({ job: adds.job, card });
        await memory.set(boardKey(thread), board, HOLDS);
      } else if (known?.card === card) await memory.delete(boardKey(thread));
    },
  };
}
export type Topics = ReturnType<typeof createTopics>;

function videoKey(thread: string): string {
  return `video in ${thread}`;
}

function boardKey(thread: string): string {
  return `board in ${thread}`;
}
