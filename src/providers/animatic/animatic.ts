import { createReadStream } from "node:fs";
import { z } from "zod";
import { ProviderError, UserError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import type { MediaWorker } from "../../media/worker.ts";
import { micros } from "../../money.ts";
import { Operation, VideoRequest } from "../provider.ts";
import type { Model, Snapshot, Submission, VideoProvider } from "../provider.ts";
import { filmSize } from "./film-size.ts";
import { createRenderFolder } from "./render-folder.ts";
import { createRenders } from "./renders.ts";

const NAME = "animatic";

export interface AnimaticDeps {
  readonly worker: MediaWorker;
  /** Where films are rendered to; processes that share a database share it too. */
  readonly folder: string;
  readonly models: readonly Model[];
  now(): number;
  readonly log: Logger;
}

/** The handle holds the whole wish, so that any process can render it again after a crash. */
const Handle = z.object({
  key: z.string(),
  request: VideoRequest,
  picturePaths: z.array(z.string()),
  createdAt: z.number(),
});
type Handle = z.infer<typeof Handle>;

const Film = z.object({ key: z.string() });

/**
 * The built-in provider of drafts: an illustrated film from the prompt, or camera moves over a
 * picture, rendered on this machine. Rendering is free and gives the same film for the same wish,
 * so whatever is lost in a crash is simply rendered again when somebody asks for it.
 */
export function createAnimaticProvider(deps: AnimaticDeps): VideoProvider {
  const { worker, models, now, log } = deps;
  const folder = createRenderFolder(deps.folder, now);
  const renders = createRenders({ worker, folder, log });

  function begin({ key, request, picturePaths, createdAt }: Handle): void {
    const { prompt, seconds, style, seed, aspect, resolution } = request;
    const size = filmSize(aspect, resolution);
    renders.start(key, {
      prompt,
      seconds,
      style,
      seed,
      ...size,
      picture: picturePaths[0],
      createdAt,
    });
  }

  /** What the folder says of a film that this process does not render. */
  async function recorded(key: string): Promise<Snapshot | undefined> {
    if (await folder.film(key)) return { status: "succeeded", asset: { key } };
    if (await folder.isCancelled(key)) return { status: "cancelled" };
    const failure = await folder.failure(key);
    return failure && { status: "failed", ...failure };
  }

  return {
    name: NAME,
    models: () => models,
    unclearMeans: "free",

    async quote(request) {
      const model = models.find(({ id }) => id === request.model);
      if (!model) throw new UserError(`There is no model ${request.model} here.`);
      const { seconds, aspect, resolution, pictures } = request;
      const price = model.pricePerSecond[resolution];
      if (price === undefined)
        throw new UserError(`${model.title} does not film in ${resolution}.`);
      if (!model.seconds.includes(seconds))
        throw new UserError(`${model.title} films ${model.seconds.join(", ")} seconds.`);
      if (!model.aspects.includes(aspect))
        throw new UserError(`${model.title} does not film ${aspect}.`);
      if (pictures.length > 1) throw new UserError(`${model.title} takes one picture.`);
      return micros(price * seconds);
    },

    async submit(submission) {
      const operation = toOperation(submission, now());
      const handle = Handle.parse(operation);
      await folder.tidy();
      if (!(await recorded(handle.key))) begin(handle);
      return operation;
    },

    async poll(operation) {
      const handle = Handle.parse(operation);
      const standing = renders.standing(handle.key);
      if (standing?.status === "running") return { status: "running", progress: standing.progress };
      if (standing) return { status: "queued", queuePosition: standing.position };
      const ended = await recorded(handle.key);
      if (ended) return ended;
      const elsewhere = await folder.progress(handle.key);
      if (elsewhere)
        return elsewhere.progress === undefined
          ? { status: "queued" }
          : { status: "running", progress: elsewhere.progress };
      begin(handle);
      return { status: "queued" };
    },

    async open(asset) {
      const film = await folder.film(Film.parse(asset).key);
      if (!film) throw new ProviderError(NAME, "gone", "The draft is no longer here.");
      return { stream: createReadStream(film.path), bytes: film.bytes };
    },

    async cancel(operation) {
      const { key } = Handle.parse(operation);
      if (await folder.film(key)) return { outcome: "too_late" };
      await folder.cancel(key);
      await renders.stop(key);
      return { outcome: "cancelled" };
    },

    find: (lost) => Promise.resolve([toOperation(lost, lost.submittedAt)]),

    webhook: () => Promise.reject(new ProviderError(NAME, "auth", "Drafts send no webhooks.")),
  };
}

/** Plain JSON: what is not there is left out. */
function toOperation({ key, request, picturePaths }: Submission, createdAt: number): Operation {
  return Operation.parse(JSON.parse(JSON.stringify({ key, request, picturePaths, createdAt })));
}
