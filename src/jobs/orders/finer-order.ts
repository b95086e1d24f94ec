import type { Catalogue } from "../../providers/catalogue.ts";
import type { Store } from "../../store/store.ts";
import { createScenes } from "../boards/scenes.ts";
import type { Job } from "../job.ts";
import type { Order } from "./order.ts";
import { scriptOf } from "./script-of.ts";
import { jobsIn, shotsOf } from "./shots-of.ts";
import type { Shot } from "./shots-of.ts";
import { TO_COME } from "./stand-ins.ts";

interface FinerOrder extends Order {
  /** How many shots of it are filmed. */
  readonly shots: number;
}

/**
 * A video as it lies in its thread, filmed from the beginning by a better model: all scenes of a film,
 * and all that was filmed on. Nothing when there is no such model.
 */
export async function finerOrder(
  job: Job,
  deps: { store: Store; catalogue: Catalogue; now: () => number },
): Promise<FinerOrder | undefined> {
  const { catalogue, store } = deps;
  const shots = await shotsOf(job, jobsIn(store));
  const request = finerOf(job, shots, catalogue);
  if (!request) return undefined;
  const isOne = shots.length === 1 && !job.plan && !job.request.shots;
  if (isOne) return { request, provider: catalogue.find(request.model).provider, shots: 1 };
  const { prompt, seed } = job.request;
  const script = scriptOf(job, shots, { ...request, prompt, seed }, catalogue);
  return { ...(await createScenes(deps).film(script)), shots: shots.length };
}

/** What films on from the last picture needs a model that begins with one, where there is such. */
function finerOf(job: Job, shots: readonly Shot[], catalogue: Catalogue) {
  const [first] = shots;
  if (!first) return undefined;
  const request = { ...job.request, prompt: first.prompt, seconds: first.seconds };
  if (shots.length === 1) return catalogue.finer({ ...request, pictures: [...first.pictures] });
  // Scenes begin with pictures, and take no references.
  const own = shots.flatMap(({ pictures }) => pictures.filter(({ role }) => role === "first"));
  const pictures = own.slice(0, 1);
  const flows = shots.slice(1).some(({ cuts }) => !cuts);
  const onward = flows && own.length === 0 ? [TO_COME] : pictures;
  return (
    catalogue.finer({ ...request, pictures: onward }) ?? catalogue.finer({ ...request, pictures })
  );
}
