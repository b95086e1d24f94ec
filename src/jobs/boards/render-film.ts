import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { VideoRequest } from "../../providers/provider.ts";
import type { Queue } from "../../queue/queue.ts";
import { jobById, jobByInvocation, wishCancel } from "../../store/jobs.ts";
import type { Database, Store } from "../../store/store.ts";
import { isAsPlanned } from "../orders/as-planned.ts";
import type { Board, Scene } from "./board.ts";
import { withoutTakes, withRetake, withTakes } from "./board.ts";
import type { BoardJob } from "./boards.ts";
import { createBoards, sceneOf } from "./boards.ts";
import type { FindJob } from "../find-job.ts";
import type { Job } from "../job.ts";
import { isOpen } from "../job.ts";
import type { Plan } from "../plan.ts";
import { newPartsOf } from "../plan.ts";
import { toRecord } from "../records.ts";
import { about, already, begun, withNewModel } from "../words/replies.ts";
import type { Order, createRequestVideo } from "../orders/request-video.ts";
import { withLiveLook } from "./live-look.ts";
import { createScenes, labelOf } from "./scenes.ts";
import { lastWholeOf, takeOf, wholesOf } from "./takes.ts";

/** Films the scenes of storyboards. Whatever is filmed, or is being filmed, is not filmed twice. */
export interface Rendering {
  /**
   * Films one scene alone, or once more. Where one generation has filmed all of them, it films all of
   * them anew, after a yes to the price.
   */
  filmScene(invocation: Invocation, scene: string): Promise<Reply>;

  /** Films what is not filmed yet, and puts all scenes together. */
  render(invocation: Invocation, board: string): Promise<Reply>;
}

export interface RenderingDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly catalogue: Catalogue;
  readonly guilds: Pick<Guilds, "catalogue">;
  readonly find: FindJob;
  readonly requestVideo: ReturnType<typeof createRequestVideo>;
  readonly now: () => number;
}

export function createRendering(deps: RenderingDeps): Rendering {
  const { store, queue, catalogue, guilds, requestVideo, now } = deps;
  const boards = createBoards(deps);
  const scenes = createScenes(deps);

  async function jobOf(id: string | undefined): Promise<Job | undefined> {
    const row = id === undefined ? undefined : await jobById(store.db, id);
    return row && toRecord(row).job;
  }

  /** A price that still waits, although the storyboard has changed since, is no longer asked. */
  async function withdraw(tx: Database, film: string | undefined, person: string): Promise<void> {
    const row = film === undefined ? undefined : await jobById(tx, film);
    if (row?.state !== "waiting") return;
    await wishCancel(tx, row.id, person);
    await queue.schedule(tx, { job: row.id, guild: row.guild }, now());
  }

  async function withLook(job: BoardJob): Promise<BoardJob> {
    return withLiveLook(job, { all: catalogue, here: await guilds.catalogue(job.guild) });
  }

  /** Orders what a storyboard is filmed into; what stands in for its model asks first. */
  async function make(
    invocation: Invocation,
    { request: { model: before }, provider }: BoardJob,
    order: Order,
    along: (tx: Database, made: Job) => Promise<void>,
  ): Promise<Reply> {
    const { model } = order.request;
    const isAllMade = order.plan !== undefined && newPartsOf(order.plan).length === 0;
    if (isAllMade || model === before) {
      const own = { ...order, request: { ...order.request, model: before }, provider };
      return begun(await requestVideo(invocation, own, along), invocation);
    }
    const asking = { ...order, insteadOf: before, asksFirst: true };
    const reply = begun(await requestVideo(invocation, asking, along), invocation);
    return withNewModel(reply, invocation, { before, model });
  }

  /** The film as it is planned, unless it is in the making already, or waits for a yes. */
  async function filmAll(invocation: Invocation, job: BoardJob, seed?: number): Promise<Reply> {
    const { board } = job;
    const live = await withLook(job);
    const last = await jobOf(board.film);
    if (last && isOpen(last) && isAsPlanned(last, board) && !isOutdated(last, live)) {
      return last.state === "waiting"
        ? about(last, invocation, "Its price waits for a yes in this thread.")
        : already(last, invocation);
    }
    invocation.checkPlace();
    const order = await scenes.film(live, seed);
    const earlier = (await lastWholeOf(board, store))?.id;
    const isAnew = seed !== undefined;
    return make(invocation, job, { ...order, asksFirst: isAnew }, async (tx, { id, plan }) => {
      await withdraw(tx, last?.id, invocation.person.id);
      return boards.changeIn(tx, job, (next) => ({ ...withFilm(next, plan), film: id, earlier }));
    });
  }

  return {
    async filmScene(invocation, name) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return begun(toRecord(made).job, invocation);
      const job = await boards.find(invocation, name);
      const scene = sceneOf(job, name);
      const [whole] = await wholesOf(job.board, store);
      if (whole && isOpen(whole)) return already(whole, invocation);
      if (whole) return filmAll(invocation, job, anySeed());
      const live = await withLook(job);
      const last = await jobOf(scene.take);
      const isOld = last && isOutdated(last, live);
      if (last?.state === "waiting" && !isOld) return begun(last, invocation);
      if (last && isOpen(last) && !isOld) return already(last, invocation);
      invocation.checkPlace();
      const earlier = (await takeOf(scene, store))?.id;
      const place = job.board.scenes.indexOf(scene);
      const request = { ...scenes.request(live, scene), seed: seedFor(scene, job.request) };
      const { provider } = catalogue.find(request.model);
      const kin = { parent: { job: job.id, place, label: labelOf(job, place) } };
      return make(invocation, job, { request, provider, kin }, async (tx, { id }) => {
        if (isOld) await withdraw(tx, last.id, invocation.person.id);
        return boards.changeIn(tx, job, (board) =>
          withRetake(board, scene.id, { take: id, earlier }),
        );
      });
    },

    async render(invocation, name) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return begun(toRecord(made).job, invocation);
      const job = await boards.find(invocation, name);
      if (job.board.scenes.length === 0) throw new UserError("Add a scene first.");
      const [whole] = await wholesOf(job.board, store);
      return whole && !isOpen(whole)
        ? about(whole, invocation, "This film is made, and nothing has changed since.")
        : filmAll(invocation, job);
    },
  };
}

/** Whether a price still waits for a model that films this storyboard no longer. */
function isOutdated({ state, request }: Job, { request: { model } }: BoardJob): boolean {
  return state === "waiting" && request.model !== model;
}

/** The parts of a film are the takes of its scenes, in order; what one generation films has none. */
function withFilm(board: Board, plan: Plan | undefined): Board {
  if (!plan) return withoutTakes(board);
  const takes = plan.parts.map((part, at) => [board.scenes[at]?.id, part.job]);
  return withTakes(board, Object.fromEntries(takes));
}

/** A scene that is filmed once more is to look otherwise. */
function seedFor({ take }: Scene, { seed }: VideoRequest): number {
  return take === undefined ? seed : anySeed();
}

function anySeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
