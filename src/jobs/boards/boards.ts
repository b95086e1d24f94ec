import { UserError } from "../../errors.ts";
import type { Invocation } from "../../platforms/platform.ts";
import type { Queue } from "../../queue/queue.ts";
import { claimOnce } from "../../store/claims.ts";
import { jobById } from "../../store/jobs.ts";
import { lockName } from "../../store/lock.ts";
import type { Database, Store } from "../../store/store.ts";
import type { Board, Scene } from "./board.ts";
import type { FindJob } from "../find-job.ts";
import type { JobIn } from "../job.ts";
import { saveRecord, toRecord } from "../records.ts";

export type BoardJob = JobIn<"planning">;

const TRIES = 5;

/** Somebody else has written the board between our reading and our writing. */
class Overtaken extends Error {
  override readonly name = "Overtaken";
}

/** It is no longer as whoever acts on it has read it. */
export class ChangedMeanwhile extends UserError {
  override readonly name = "ChangedMeanwhile";
}

/** The storyboards that people work on. A scene is named `BOARD.SCENE`. */
export interface Boards {
  /** A storyboard belongs to everybody in its guild; whoever films pays from their own share. */
  find(invocation: Invocation, name: string): Promise<BoardJob>;

  /** Changes one, once for each invocation; the cards follow in its next step. */
  change(invocation: Invocation, id: string, how: (board: Board) => Board): Promise<BoardJob>;

  /** The same inside a transaction; throws `ChangedMeanwhile` when it is no longer as it was read. */
  changeIn(tx: Database, read: BoardJob, how: (board: Board) => Board): Promise<void>;
}

export function createBoards(deps: {
  store: Store;
  queue: Queue;
  find: FindJob;
  now: () => number;
}): Boards {
  const { store, queue, find, now } = deps;

  async function write(
    tx: Database,
    id: string,
    how: (board: Board) => Board,
  ): Promise<BoardJob | undefined> {
    const row = await jobById(tx, id);
    const { job, revision } = row ? toRecord(row) : {};
    if (job?.state !== "planning" || revision === undefined) throw closed();
    const next = { ...job, board: how(job.board) };
    if (!(await saveRecord(tx, next, revision, now()))) return undefined;
    await queue.schedule(tx, { job: id, guild: job.guild }, now());
    return next;
  }

  async function boardOf(invocation: Invocation, name: string): Promise<BoardJob> {
    const [id = ""] = name.split(".");
    const job = await find.any(invocation, id);
    if (job.state === "planning") return job;
    throw closed();
  }

  return {
    find: boardOf,

    async change(invocation, id, how) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        try {
          return await store.transaction(async (tx) => {
            await lockName(tx, id);
            const isFirst = await claimOnce(tx, `board:${invocation.id}`, now());
            const changed = await write(tx, id, isFirst ? how : (board) => board);
            if (changed) return changed;
            // The claim must go with it, or the next try would change nothing.
            throw new Overtaken();
          });
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error;
        }
      }
      throw changedMeanwhile();
    },

    async changeIn(tx, read, how) {
      // Its own cards are noted in the board too, at any moment: that is nobody's change.
      for (let tries = 0; tries < TRIES; tries += 1) {
        const changed = await write(tx, read.id, (board) => {
          if (printOf(board) !== printOf(read.board)) throw changedMeanwhile();
          return how(board);
        });
        if (changed) return;
      }
      throw changedMeanwhile();
    },
  };
}

export function sceneOf(job: BoardJob, name: string): Scene {
  const scene = sceneIn(job, name);
  if (scene) return scene;
  throw new UserError("This scene was taken out.");
}

/** Nothing for a scene that was taken out. */
export function sceneIn({ board }: BoardJob, name: string): Scene | undefined {
  const [, id] = name.split(".");
  return board.scenes.find((scene) => scene.id === id);
}

/** What must not have changed between the price and the film. */
function printOf({ scenes, film }: Board): string {
  const planned = scenes.map(({ id, prompt, picture, take }) => [id, prompt, picture?.file, take]);
  return JSON.stringify([film, ...planned]);
}

function changedMeanwhile(): ChangedMeanwhile {
  return new ChangedMeanwhile("Somebody else changed this storyboard just now. Please try again.");
}

function closed(): UserError {
  return new UserError("This storyboard is closed. Begin a new one with /storyboard.");
}
