import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { VideoRequest } from "../../providers/provider.ts";
import type { Queue } from "../../queue/queue.ts";
import { jobById, jobByInvocation, wishCancel } from "../../store/jobs.ts";
import type { Database, Store } from "../../store/store.ts";
import type { Board, Scene } from "./board.ts";
import { withoutTakes, withRetake, withTakes } from "./board.ts";
import type { BoardJob } from "./boards.ts";
import { ChangedMeanwhile, createBoards, sceneOf } from "./boards.ts";
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
import { filmUnderWay, takeUnderWay } from "./under-way.ts";

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
    const live = await withLook(job);
    const film = await filmUnderWay(live, store);
    if (film) return underWay(film, invocation);
    invocation.checkPlace();
    const order = await scenes.film(live, seed);
    const earlier = (await lastWholeOf(job.board, store))?.id;
    const isAnew = seed !== undefined;
    return make(invocation, job, { ...order, asksFirst: isAnew }, async (tx, { id, plan }) => {
      await withdraw(tx, job.board.film, invocation.person.id);
      return boards.changeIn(tx, job, (next) => ({ ...withFilm(next, plan), film: id, earlier }));
    });
  }

  /** Of two who press in the same moment, one begins it; the other finds it begun. */
  async function once(
    invocation: Invocation,
    name: string,
    act: (job: BoardJob) => Promise<Reply>,
    begunBy: (live: BoardJob) => Promise<Job | undefined>,
  ): Promise<Reply> {
    const made = await jobByInvocation(store.db, invocation.id);
    if (made) return begun(toRecord(made).job, invocation);
    try {
      return await act(await boards.find(invocation, name));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      const found = await begunBy(await withLook(await boards.find(invocation, name)));
      if (!found) throw error;
      return underWay(found, invocation);
    }
  }

  async function filmOne(invocation: Invocation, job: BoardJob, scene: Scene): Promise<Reply> {
    const [whole] = await wholesOf(job.board, store);
    if (whole && isOpen(whole)) return already(whole, invocation);
    if (whole) return filmAll(invocation, job, anySeed());
    const live = await withLook(job);
    const last = await takeUnderWay(scene, live, store);
    if (last) return underWay(last, invocation);
    invocation.checkPlace();
    const earlier = (await takeOf(scene, store))?.id;
    const place = job.board.scenes.indexOf(scene);
    const request = { ...scenes.request(live, scene), seed: seedFor(scene, job.request) };
    const { provider } = catalogue.find(request.model);
    const kin = { parent: { job: job.id, place, label: labelOf(job, place) } };
    return make(invocation, job, { request, provider, kin }, async (tx, { id }) => {
      await withdraw(tx, scene.take, invocation.person.id);
      return boards.changeIn(tx, job, (board) =>
        withRetake(board, scene.id, { take: id, earlier }),
      );
    });
  }

  return {
    filmScene: (invocation, name) =>
      once(
        invocation,
        name,
        (job) => filmOne(invocation, job, sceneOf(job, name)),
        (live) => takeUnderWay(sceneOf(live, name), live, store),
      ),

    render: (invocation, name) =>
      once(
        invocation,
        name,
        async (job) => {
          if (job.board.scenes.length === 0) throw new UserError("Add a scene first.");
          const [whole] = await wholesOf(job.board, store);
          return whole && !isOpen(whole)
            ? about(whole, invocation, "This film is made, and nothing has changed since.")
            : filmAll(invocation, job);
        },
        (live) => filmUnderWay(live, store),
      ),
  };
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

function underWay(job: Job, invocation: Invocation): Reply {
  return job.state === "waiting"
    ? about(job, invocation, "Its price waits for a yes in this thread.")
    : already(job, invocation);
}
