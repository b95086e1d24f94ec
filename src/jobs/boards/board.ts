import { z } from "zod";
import { Micros, sum } from "../../money.ts";
import { Picture } from "../../providers/provider.ts";

/** One shot of a storyboard. */
export const Scene = z.object({
  /** Its own on its board, for ever: `1`, `2`, … in the order in which they were added. */
  id: z.string(),
  prompt: z.string(),
  seconds: z.int(),
  picture: Picture.optional(),
  /** What it costs to film. */
  quote: Micros,
  /** The job that films it, or has filmed it, as it stands now. */
  take: z.string().optional(),
  /** The take before, which stands for it unless the newer one is filmed. */
  earlier: z.string().optional(),
  isFilmed: z.boolean(),
  /** It begins anew, although its board flows. */
  cuts: z.boolean().optional(),
  /** Under which scene's name its card was posted, where that is not its own: it has changed places. */
  postedAs: z.string().optional(),
  /** Its card in the thread, and whether that says what is so now. */
  message: z.string().optional(),
  isShown: z.boolean(),
});
export type Scene = z.infer<typeof Scene>;

/** A film that is being planned. Its look is in the request of its job. */
export const Board = z.object({
  scenes: z.array(Scene),
  /** How many were ever added: no scene gets the name of another. */
  added: z.int(),
  /** Each scene begins with the last picture of the one before. */
  flows: z.boolean(),
  captions: z.boolean(),
  /** The film that was asked for last. */
  film: z.string().optional(),
  /** The last film before it that one generation has made of all scenes. */
  earlier: z.string().optional(),
  /** One generation has filmed all scenes as they are now: none of them is filmed anew alone. */
  isWhole: z.boolean().optional(),
});
export type Board = z.infer<typeof Board>;

const MOST_SCENES = 12;
const UNFILMED = { take: undefined, earlier: undefined, isFilmed: false };

export function isFull({ scenes }: Board): boolean {
  return scenes.length >= MOST_SCENES;
}

/** One more scene at the end. The card of the one before offers from now on to move it there. */
export function withScene(
  board: Board,
  scene: Pick<Scene, "prompt" | "seconds" | "picture" | "quote">,
): Board {
  const added = board.added + 1;
  const next: Scene = { ...scene, id: String(added), isFilmed: false, isShown: false };
  const scenes = board.scenes.map((one, index) =>
    index === board.scenes.length - 1 ? shown(one) : one,
  );
  return { ...board, added, scenes: [...scenes, next] };
}

/** What the scenes cost that are not filmed yet. */
export function priceOfRest({ scenes }: Board): Micros {
  return sum(scenes.filter(({ isFilmed }) => !isFilmed).map(({ quote }) => quote));
}

/** What has changed about a scene is filmed anew. */
export function withChange(board: Board, id: string, change: Partial<Scene>): Board {
  const scenes = board.scenes.map((scene) =>
    scene.id === id ? { ...scene, ...UNFILMED, ...change, isShown: false } : scene,
  );
  return { ...board, scenes };
}

/**
 * The scene one place earlier or later. The two swap their cards, so that the thread still reads in
 * the order of the film.
 */
export function withMove(board: Board, id: string, by: -1 | 1): Board {
  const from = board.scenes.findIndex((scene) => scene.id === id);
  const to = from + by;
  const [scene, other] = [board.scenes[from], board.scenes[to]];
  if (!scene || !other) return board;
  const scenes = board.scenes
    .with(from, shown({ ...other, ...cardOf(scene) }))
    .with(to, shown({ ...scene, ...cardOf(other) }));
  return { ...board, scenes };
}

/** The scenes after it move up, and the one before may now be the last: their cards say so. */
export function without(board: Board, id: string): Board {
  const at = board.scenes.findIndex((scene) => scene.id === id);
  const scenes = board.scenes.filter((scene) => scene.id !== id);
  return {
    ...board,
    scenes: scenes.map((scene, index) => (index >= at - 1 ? shown(scene) : scene)),
  };
}

/** A scene that is filmed once more: what was filmed before stays until the new take is there. */
export function withRetake(
  board: Board,
  id: string,
  { take, earlier }: Pick<Scene, "take" | "earlier">,
): Board {
  const scenes = board.scenes.map((scene) =>
    scene.id === id ? shown({ ...scene, take, earlier }) : scene,
  );
  return { ...board, scenes };
}

/** All scenes are filmed by one job; none has a take of its own. */
export function withoutTakes(board: Board): Board {
  const scenes = board.scenes.map((scene) => ({ ...scene, take: undefined, earlier: undefined }));
  return { ...board, scenes };
}

/** The jobs that film these scenes from now on. */
export function withTakes(board: Board, takes: Readonly<Record<string, string>>): Board {
  const scenes = board.scenes.map((scene) =>
    shown({ ...scene, take: takes[scene.id] ?? scene.take }),
  );
  return { ...board, scenes };
}

function cardOf({ id, postedAs = id, message }: Scene): Pick<Scene, "postedAs" | "message"> {
  return { postedAs, message };
}

function shown(scene: Scene): Scene {
  return { ...scene, isShown: false };
}
