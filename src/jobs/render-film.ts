import { UserError } from "../errors.ts";
import type { Invocation, Reply } from "../platforms/platform.ts";
import type { Catalogue } from "../providers/catalogue.ts";
import type { VideoRequest } from "../providers/provider.ts";
import type { Queue } from "../queue/queue.ts";
import { jobById, jobByInvocation } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Scene } from "./board.ts";
import { withTakes } from "./board.ts";
import { createBoards, sceneOf } from "./boards.ts";
import type { FindJob } from "./find-job.ts";
import { toRecord } from "./records.ts";
import { about, begun } from "./replies.ts";
import type { createRequestVideo } from "./request-video.ts";
import { createScenes, labelOf } from "./scenes.ts";

/** Films the scenes of storyboards. Whatever is filmed, or is being filmed, is not filmed twice. */
export interface Rendering {
  /** Films one scene alone, or once more. */
  filmScene(invocation: Invocation, scene: string): Promise<Reply>;

  /** Films what is not filmed yet, and puts all scenes together. */
  render(invocation: Invocation, board: string): Promise<Reply>;
}

export interface RenderingDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly catalogue: Catalogue;
  readonly find: FindJob;
  readonly requestVideo: ReturnType<typeof createRequestVideo>;
  readonly now: () => number;
}

export function createRendering(deps: RenderingDeps): Rendering {
  const { store, catalogue, requestVideo } = deps;
  const boards = createBoards(deps);
  const scenes = createScenes(deps);

  return {
    async filmScene(invocation, name) {
      const job = await boards.find(invocation, name);
      const scene = sceneOf(job, name);
      const place = job.board.scenes.indexOf(scene);
      const request = { ...scenes.request(job, scene), seed: seedFor(scene, job.request) };
      const { provider } = catalogue.find(request.model);
      const kin = { parent: { job: job.id, place, label: labelOf(job, place) } };
      const take = await requestVideo(invocation, { request, provider, kin }, (tx, made) =>
        boards.changeIn(tx, job, (board) => withTakes(board, { [scene.id]: made.id })),
      );
      return begun(take, invocation);
    },

    async render(invocation, name) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return begun(toRecord(made).job, invocation);
      const job = await boards.find(invocation, name);
      const { scenes: planned, film: last } = job.board;
      if (planned.length === 0) throw new UserError("Add a scene first.");
      const row = last === undefined ? undefined : await jobById(store.db, last);
      if (row?.state === "waiting") {
        return about(toRecord(row).job, invocation, "Its price waits for a yes in this thread.");
      }
      const film = await requestVideo(invocation, await scenes.film(job), (tx, { id, plan }) => {
        const takes = (plan?.parts ?? []).map((part, at) => [planned[at]?.id, part.job]);
        return boards.changeIn(tx, job, (board) => ({
          ...withTakes(board, Object.fromEntries(takes)),
          film: id,
        }));
      });
      return begun(film, invocation);
    },
  };
}

/** A scene that is filmed once more is to look otherwise. */
function seedFor({ take }: Scene, { seed }: VideoRequest): number {
  return take === undefined ? seed : Math.floor(Math.random() * 2 ** 31);
}
