import { createReadStream } from "node:fs";
import { z } from "zod";
import { ProviderError, UserError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import type { MediaWorker } from "../../media/worker.ts";
import { micros } from "../../money.ts";
import type { Micros } from "../../money.ts";
import { Operation, VideoRequest } from "../provider.ts";
import type { Model, Snapshot, Submission, VideoProvider } from "../provider.ts";
import { filmSize } from "./film-size.ts";
import { createRenderFolder } from "./render-folder.ts";
import { toldPrompt } from "../request/styled-prompt.ts";
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

  async function begin({ key, request, picturePaths }: Handle): Promise<void> {
    const { seconds, style: name, look, seed, aspect, resolution } = request;
    const prompt = toldPrompt(request);
    // What is drawn follows a name that it knows, else the words behind it.
    const style = look === undefined ? name : `${name} ${look}`;
    const picture = picturePaths[0];
    await folder.tidy();
    const size = filmSize(aspect, resolution);
    renders.start(key, { prompt, seconds, style, seed, picture, createdAt: now(), ...size });
  }

  /** How a film stands by the folder alone: finished, failed, unwanted, or in another's hands. */
  async function recorded(key: string): Promise<Snapshot | undefined> {
    if (await folder.film(key)) return { status: "succeeded", asset: { key } };
    if (await folder.isCancelled(key)) return { status: "cancelled" };
    const failure = await folder.failure(key);
    if (failure) return { status: "failed", ...failure };
    const elsewhere = await folder.progress(key);
    return elsewhere && snapshotOf(elsewhere.progress);
  }

  return {
    name: NAME,
    models: () => models,
    unclearMeans: "free",

    async quote(request) {
      return quoteOf(request, models);
    },

    async submit(submission, signal) {
      if (signal.aborted)
        throw new ProviderError(NAME, "unavailable", "It was given up.", { mayHaveBegun: false });
      const operation = toOperation(submission);
      const { key } = submission;
      if (!renders.standing(key) && !(await recorded(key))) await begin(Handle.parse(operation));
      return operation;
    },

    async poll(operation) {
      const handle = Handle.safeParse(operation);
      if (!handle.success) return { status: "lost" };
      const { key } = handle.data;
      const standing = renders.standing(key);
      if (standing?.status === "running") return snapshotOf(standing.progress);
      if (standing) return { status: "queued", queuePosition: standing.position };
      const known = await recorded(key);
      if (known) return known;
      await begin(handle.data);
      return { status: "queued" };
    },

    async open(asset) {
      const film = await folder.film(Film.parse(asset).key);
      if (!film) throw new ProviderError(NAME, "gone", "The draft is no longer here.");
      return { stream: createReadStream(film.path), bytes: film.bytes };
    },

    async cancel(operation) {
      const handle = Handle.safeParse(operation);
      if (!handle.success) return { outcome: "unsupported" };
      const { key } = handle.data;
      if (await folder.film(key)) return { outcome: "too_late" };
      await folder.cancel(key);
      await renders.stop(key);
      return { outcome: "cancelled" };
    },

    /** Nothing is ever lost here: the same wish is the same film, and polling makes it. */
    find: (lost) => Promise.resolve([toOperation(lost)]),

    webhook: () => Promise.reject(new ProviderError(NAME, "auth", "Drafts send no webhooks.")),
  };
}

function snapshotOf(progress: number | undefined): Snapshot {
  return progress === undefined ? { status: "queued" } : { status: "running", progress };
}

/** Plain JSON: what is not there is left out. */
function toOperation({ key, request, picturePaths }: Submission): Operation {
  return Operation.parse(JSON.parse(JSON.stringify({ key, request, picturePaths })));
}

/** Throws `UserError` when no model of ours films this. */
function quoteOf(request: VideoRequest, models: readonly Model[]): Micros {
  const { seconds, aspect, resolution, pictures } = request;
  const model = models.find(({ id }) => id === request.model);
  if (!model) {
    throw new UserError("{{model}} is not on offer here now.", { model: request.model });
  }
  const { title, pricePerSecond, seconds: lengths, aspects } = model;
  const price = pricePerSecond[resolution];
  if (price === undefined || !aspects.includes(aspect)) {
    throw new UserError("{{model}} does not film {{aspect}} in {{resolution}}.", {
      model: title,
      aspect,
      resolution,
    });
  }
  if (!lengths.includes(seconds)) {
    throw new UserError("{{model}} does not film {{seconds}} seconds.", { model: title, seconds });
  }
  if (pictures.length > 1) throw new UserError("{{model}} takes one picture.", { model: title });
  return micros(price * seconds);
}
