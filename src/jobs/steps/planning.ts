import { PlatformError } from "../../errors.ts";
import type { Board, Scene } from "../boards/board.ts";
import type { JobIn } from "../job.ts";
import { UNFAILED } from "../job.ts";
import type { Next, StepContext, StepDeps } from "../next.ts";
import { platformOf } from "../next.ts";
import { openBoard } from "./open-thread.ts";
import { sceneCardOf } from "../words/scene-card.ts";
import { isFilmed, wholesOf } from "../boards/takes.ts";
import { clipOf } from "../clip-of.ts";
import { settling } from "../transitions.ts";

/**
 * Keeps the cards of a storyboard true: one for the whole, one for each scene. Each message is saved
 * before the next is posted, and found again by its key.
 */
export async function plan(
  job: JobIn<"planning">,
  deps: StepDeps,
  { cancelWish }: StepContext,
): Promise<Next> {
  const wait = job.expiresAt - deps.now();
  if (cancelWish !== undefined || wait <= 0) {
    return { job: settling(job, { kind: "shelved" }), after: 0 };
  }
  if (!job.card)
    return { job: { ...job, ...UNFAILED, card: await openBoard(job, deps) }, after: 0 };

  const looked = await withFilmed(job, deps);
  const stale = looked.board.scenes.find(({ isShown }) => !isShown);
  if (!stale) return { job: { ...looked, ...UNFAILED }, after: wait };
  const message = await showScene(looked, stale, job.card.thread, deps);
  // A card that was found, not posted, says what was so of the scene that it was posted for.
  const isShown = stale.message !== undefined || stale.postedAs === undefined;
  const scenes = looked.board.scenes.map((scene) =>
    scene.id === stale.id ? { ...scene, message, isShown } : scene,
  );
  return { job: { ...looked, ...UNFAILED, board: { ...looked.board, scenes } }, after: 0 };
}

/** Notes which scenes are filmed by now, each alone or all together. */
async function withFilmed(job: JobIn<"planning">, deps: StepDeps): Promise<JobIn<"planning">> {
  const wholes = await wholesOf(job.board, deps.store);
  const isWhole = wholes.some((film) => clipOf(film) !== undefined);
  const isOtherwise = isWhole !== (job.board.isWhole ?? false);
  const scenes: Scene[] = [];
  for (const scene of job.board.scenes) {
    const isThere = isWhole || (await isFilmed(scene, deps.store));
    const isNews = isOtherwise || isThere !== scene.isFilmed;
    scenes.push(isNews ? { ...scene, isFilmed: isThere, isShown: false } : scene);
  }
  const board: Board = { ...job.board, scenes, isWhole };
  return { ...job, board };
}

async function showScene(
  job: JobIn<"planning">,
  scene: Scene,
  thread: string,
  deps: StepDeps,
): Promise<string> {
  const platform = platformOf(job, deps);
  const card = sceneCardOf(job, scene);
  if (scene.message !== undefined) {
    try {
      await platform.edit(thread, scene.message, card);
      return scene.message;
    } catch (error) {
      if (!(error instanceof PlatformError) || error.failure !== "gone") throw error;
    }
  }
  return platform.post(thread, card, `${job.id}-s${scene.postedAs ?? scene.id}`);
}
