import { UserError } from "../../errors.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { Picture } from "../../providers/provider.ts";
import type { Store } from "../../store/store.ts";
import { createScenes, linesOf } from "../boards/scenes.ts";
import type { Job } from "../job.ts";
import type { Changes } from "./anew.ts";
import { liveModel } from "./onward.ts";
import type { Order } from "./order.ts";
import { refined } from "./refined.ts";
import { scriptOf } from "./script-of.ts";
import { jobsIn, shotsOf } from "./shots-of.ts";
import type { Shot } from "./shots-of.ts";
import { standIn, TO_COME } from "./stand-ins.ts";

const SEEDS = 2 ** 31;

/**
 * A film that one generation has made of several scenes, once more: by its own model, else by one that
 * stands in for it; where that does not film them at once, scene by scene. Of a changed prompt each
 * line is a scene, and a picture begins the first.
 */
export async function scenesAnew(
  job: Job,
  { prompt, pictures }: Changes,
  deps: { store: Store; catalogue: Catalogue; now: () => number },
): Promise<Order> {
  const { catalogue, store } = deps;
  const before = await shotsOf(job, jobsIn(store));
  const worded = prompt === undefined ? before : withLines(before, prompt);
  const shots = worded.map((shot, at) => (at === 0 ? { ...shot, pictures } : shot));
  const seed = prompt === undefined ? Math.floor(Math.random() * SEEDS) : job.request.seed;
  const look = { ...lookOf(job, shots, catalogue), prompt: linesOf(shots), seed };
  return createScenes(deps).film(scriptOf(job, shots, look, catalogue));
}

/** Throws `UserError` when it is not clear which line is which scene. */
function withLines(shots: readonly Shot[], prompt: string): Shot[] {
  const lines = prompt.split(prompt.includes("\n") ? "\n" : "|").map((line) => line.trim());
  const scenes = lines.filter((line) => line !== "");
  const [words = ""] = scenes;
  const changed = shots.map((shot) => ({ ...shot, prompt: refined(shot.prompt, words) }));
  // What only asks for a change is said to each of them.
  if (scenes.length === 1 && changed.every((shot) => shot.prompt !== words)) return changed;
  if (scenes.length !== shots.length) {
    throw new UserError(
      "This film has {{scenes}} scenes: write each of them on a line of its own, or part them by |.",
      { scenes: shots.length },
    );
  }
  return shots.map((shot, at) => ({ ...shot, prompt: scenes[at] ?? shot.prompt }));
}

/** Its model, and its shape and fineness as that films them. */
function lookOf({ request }: Job, shots: readonly Shot[], catalogue: Catalogue) {
  if (liveModel(request, catalogue)) return request;
  const own: readonly Picture[] = shots.flatMap(({ pictures }) => pictures).slice(0, 1);
  const onward = shots.slice(1).some(({ cuts }) => !cuts) ? [TO_COME] : own;
  const { prompt = "" } = shots[0] ?? {};
  return standIn({ ...request, prompt, pictures: [...onward] }, catalogue);
}
