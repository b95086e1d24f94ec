import { UserError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Intake } from "../../media/intake.ts";
import { NOTHING } from "../../money.ts";
import type { Moderation } from "../../moderation/moderation.ts";
import type { Invocation, Platform, Reply } from "../../platforms/platform.ts";
import type { Catalogue, Wish } from "../../providers/catalogue.ts";
import type { Picture } from "../../providers/provider.ts";
import type { Queue } from "../../queue/queue.ts";
import { jobByInvocation } from "../../store/jobs.ts";
import { lockName } from "../../store/lock.ts";
import type { Store } from "../../store/store.ts";
import type { Board } from "./board.ts";
import { isFull, withChange, withMove, without, withScene } from "./board.ts";
import type { BoardJob } from "./boards.ts";
import { createBoards, sceneIn, sceneOf } from "./boards.ts";
import type { FindJob } from "../find-job.ts";
import type { Job } from "../job.ts";
import { checkBoards } from "../limits.ts";
import { insertRecord, toRecord } from "../records.ts";
import { about } from "../words/replies.ts";
import { prepared } from "../orders/prepare.ts";
import { withLiveLook } from "./live-look.ts";
import { createScenes } from "./scenes.ts";

/** For how long a storyboard may be worked on, in ms. */
const HOLDS = 30 * 24 * 3_600_000;

/** What a storyboard's scenes have in common. */
export type Look = Pick<Wish, "seconds" | "aspect" | "resolution" | "style" | "seed"> & {
  readonly title: string;
  readonly model?: string | undefined;
  readonly flows: boolean;
  readonly captions: boolean;
};

/** Films of several scenes, planned in a thread. A scene is named `BOARD.SCENE`. */
export interface Planning {
  /** Opens one, with its first scenes. */
  board(invocation: Invocation, look: Look, scenes: readonly string[]): Promise<Reply>;

  addScene(invocation: Invocation, board: string, prompt: string): Promise<Reply>;

  editScene(invocation: Invocation, scene: string, prompt: string): Promise<Reply>;

  moveScene(invocation: Invocation, scene: string, by: -1 | 1): Promise<Reply>;

  removeScene(invocation: Invocation, scene: string): Promise<Reply>;
}

export interface PlanningDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly catalogue: Catalogue;
  readonly guilds: Guilds;
  readonly moderation: Moderation;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly intake: Intake;
  readonly find: FindJob;
  readonly now: () => number;
}

export function createPlanning(deps: PlanningDeps): Planning {
  const { store, queue, guilds, platforms, intake, now } = deps;
  const boards = createBoards(deps);
  const scenes = createScenes(deps);

  /** What a scene costs, as its storyboard is filmed now. */
  async function priced(job: BoardJob, scene: Parameters<typeof scenes.priced>[1]) {
    const here = await guilds.catalogue(job.guild);
    return scenes.priced(withLiveLook(job, { all: deps.catalogue, here }), scene);
  }

  /** Takes the picture of a scene in, and throws it away again when no scene begins with it. */
  async function withPicture(
    { attachments }: Invocation,
    act: (picture: Picture | undefined) => Promise<BoardJob>,
  ): Promise<BoardJob> {
    const image = attachments["image"];
    const picture = image && { ...(await intake.take(image)), role: "first" as const };
    try {
      const changed = await act(picture);
      const isThere = changed.board.scenes.some((scene) => scene.picture?.file === picture?.file);
      // What is heard once more changes nothing.
      if (picture && !isThere) await intake.discard(picture.file);
      return changed;
    } catch (error) {
      if (picture && error instanceof UserError) await intake.discard(picture.file);
      throw error;
    }
  }

  return {
    async board(invocation, { title, flows, captions, model, ...look }, prompts) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return opened(toRecord(made).job, invocation);
      invocation.checkPlace();
      const here = await guilds.catalogue(invocation.guild);
      const asked = here.request({ ...look, prompt: title, pictures: [] }, model);
      const order = { request: asked, provider: here.find(asked.model).provider };
      const { request, provider } = await prepared(invocation, order, deps);
      const at = now();
      let job: BoardJob = {
        ...whoOf(invocation),
        id: newId(at),
        provider,
        request,
        quote: NOTHING,
        kin: {},
        createdAt: at,
        failures: 0,
        state: "planning",
        board: { scenes: [], added: 0, flows, captions },
        expiresAt: at + HOLDS,
      };
      for (const prompt of prompts) {
        const scene = await scenes.priced(job, { prompt, seconds: request.seconds });
        job = { ...job, board: withScene(job.board, scene) };
      }
      const board = await store.transaction(async (tx) => {
        await lockName(tx, job.guild);
        // Another process may have heard the same meanwhile.
        const other = await jobByInvocation(tx, invocation.id);
        if (other) return toRecord(other).job;
        await checkBoards(tx, job);
        await insertRecord(tx, job);
        await queue.schedule(tx, { job: job.id, guild: job.guild }, at);
        return job;
      });
      return opened(board, invocation);
    },

    async addScene(invocation, name, prompt) {
      const job = await boards.find(invocation, name);
      const { seconds } = job.request;
      const changed = await withPicture(invocation, async (picture) => {
        const scene = await priced(job, { prompt, seconds, picture });
        return boards.change(invocation, job.id, (board) => {
          checkRoom(board);
          return withScene(board, scene);
        });
      });
      const place = changed.board.scenes.length;
      return about(changed, invocation, "Scene {{place}} is on the board.", { place });
    },

    async editScene(invocation, name, prompt) {
      const job = await boards.find(invocation, name);
      const { id, seconds, picture: before, isFilmed } = sceneOf(job, name);
      const changed = await withPicture(invocation, async (picture = before) => {
        const scene = await priced(job, { prompt, seconds, picture });
        return boards.change(invocation, job.id, (board) => withChange(board, id, scene));
      });
      if (!isFilmed) return about(changed, invocation, "Changed.");
      return job.board.isWhole
        ? about(changed, invocation, "Changed. The next render films all scenes anew.")
        : about(changed, invocation, "Changed. It is filmed anew with the next render.");
    },

    async moveScene(invocation, name, by) {
      const job = await boards.find(invocation, name);
      const { id } = sceneOf(job, name);
      return about(
        await boards.change(invocation, job.id, (board) => withMove(board, id, by)),
        invocation,
        "Moved.",
      );
    },

    async removeScene(invocation, name) {
      const job = await boards.find(invocation, name);
      const scene = sceneIn(job, name);
      // Somebody else, or the same click, has taken it out.
      if (!scene) return about(job, invocation, "Taken out.");
      const { id, message } = scene;
      const changed = await boards.change(invocation, job.id, (board) => without(board, id));
      if (message !== undefined && job.card) {
        await platforms
          .get(job.platform)
          ?.remove(job.card.thread, message)
          .catch(() => undefined);
      }
      return about(changed, invocation, "Taken out.");
    },
  };
}

function checkRoom(board: Board): void {
  if (isFull(board)) throw new UserError("This storyboard is full. Render it, and begin another.");
}

function whoOf({ id, guild, person, platform, place, locale }: Invocation) {
  return {
    guild,
    person: { id: person.id, name: person.name },
    platform,
    place,
    locale,
    invocation: id,
  };
}

function opened(job: Job, invocation: Invocation): Reply {
  const count = job.state === "planning" ? job.board.scenes.length : 0;
  if (invocation.beginsThread === false) {
    return about(job, invocation, "The storyboard is open here. Its cards show what can be done.");
  }
  return count === 0
    ? about(job, invocation, "The storyboard is open in the thread. Add its scenes there.")
    : about(job, invocation, "The storyboard is open in the thread, with {{count}} scenes.", {
        count,
      });
}
