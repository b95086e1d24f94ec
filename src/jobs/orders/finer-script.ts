import { NOTHING } from "../../money.ts";
import { nearestSeconds } from "../../providers/catalogue.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { Model, Picture, VideoRequest } from "../../providers/provider.ts";
import { jobById } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import type { Scene } from "../boards/board.ts";
import type { Script } from "../boards/scenes.ts";
import type { Job } from "../job.ts";
import { toRecord } from "../records.ts";

type Shot = Pick<Scene, "prompt" | "seconds" | "picture">;

/**
 * The storyboard behind a film, to be filmed from the beginning by a better model: nothing when there
 * is none. Its scenes are as they were when they were filmed.
 */
export async function finerScript(
  job: Job,
  { store, catalogue }: { store: Store; catalogue: Catalogue },
): Promise<Script | undefined> {
  const jobOf = async (id: string | undefined) => {
    const row = id === undefined ? undefined : await jobById(store.db, id);
    return row && toRecord(row).job;
  };
  const takes: Job[] = [];
  for (const part of job.plan?.parts ?? []) {
    const take = await jobOf(part.job);
    if (take) takes.push(take);
  }
  const shots: readonly Shot[] = job.plan ? takes.map(shotOf) : (job.request.shots ?? []);
  const pictures = shots.flatMap(({ picture }) => picture ?? []).slice(0, 1);
  const request = catalogue.finer({ ...job.request, ...shots[0], mode: "text", pictures });
  if (!request) return undefined;

  const storyboard = await jobOf(job.kin.origin?.job);
  const flows = takes.some(({ kin }) => kin.follows !== undefined);
  const board = storyboard?.state === "planning" ? storyboard.board : { flows };
  const model = catalogue.find(request.model);
  const scenes = shots.map((shot, at) => sceneOf(shot, at, model));
  const captions = job.plan?.captions ?? false;
  return {
    id: job.id,
    locale: job.locale,
    request: { ...lookOf(job, request), seconds: scenes[0]?.seconds ?? request.seconds },
    board: { scenes, added: scenes.length, flows: board.flows, captions },
  };
}

/** Its first picture is its own, unless it is the last one of the scene before. */
function shotOf({ request, kin }: Job): Shot {
  const { prompt, seconds, pictures } = request;
  const isFirst = ({ role }: Picture) => role === "first";
  return { prompt, seconds, picture: kin.follows ? undefined : pictures.find(isFirst) };
}

function sceneOf({ picture, ...shot }: Shot, at: number, model: Model): Scene {
  const seconds = nearestSeconds(shot.seconds, model, picture ? "image" : "text");
  const kept = { prompt: shot.prompt, seconds, picture };
  return { ...kept, id: String(at + 1), quote: NOTHING, isFilmed: false, isShown: false };
}

/** The film keeps its name, and is made by the finer model. */
function lookOf({ request }: Job, { model, aspect, resolution }: VideoRequest): VideoRequest {
  return { ...request, model, aspect, resolution, mode: "text", pictures: [], shots: undefined };
}
