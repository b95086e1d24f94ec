import { z } from "zod";
import { MediaError, UserError } from "../errors.ts";
import type { MediaWorker, WorkerTask } from "./worker.ts";

/** Pictures from people: hostile until they have been drawn anew by a child process. */
export interface Pictures {
  /**
   * Checks the raw bytes at `from` and writes at `to` a JPEG of the same picture: upright, sRGB,
   * without metadata, on white where it was transparent, at most 2560 on its longer side. Throws
   * `UserError`, in one sentence, for whatever is not a picture that can be filmed.
   */
  take(order: TakeOrder): Promise<PictureSize>;
  /**
   * Writes a taken picture in exactly the size that a model wants: cropped around what draws the
   * eye, or, where that would lose too much, whole before a blurred copy of itself.
   */
  prepare(order: PrepareOrder): Promise<void>;
}

interface TakeOrder {
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal;
}

interface PrepareOrder extends TakeOrder, PictureSize {
  readonly format: "jpeg" | "png";
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export const TakeInput = z.object({ from: z.string(), to: z.string(), maxBytes: z.int() });
export const PrepareInput = z.object({
  from: z.string(),
  to: z.string(),
  width: z.int().min(16).max(4096),
  height: z.int().min(16).max(4096),
  format: z.enum(["jpeg", "png"]),
});
const Size = z.object({ width: z.int(), height: z.int() });

const TAKE = new URL("./tasks/take-picture.ts", import.meta.url);
const PREPARE = new URL("./tasks/prepare-picture.ts", import.meta.url);
const TIMEOUT = 30_000; // ms
const MAX_MEMORY = 256 * 2 ** 20; // bytes

export function createPictures(worker: MediaWorker, maxBytes = 20 * 2 ** 20): Pictures {
  return {
    async take({ from, to, signal }) {
      const input: z.infer<typeof TakeInput> = { from, to, maxBytes };
      return Size.parse(await run({ module: TAKE, input, lane: "quick" }, signal));
    },

    async prepare({ from, to, width, height, format, signal }) {
      const input: z.infer<typeof PrepareInput> = { from, to, width, height, format };
      await run({ module: PREPARE, input, lane: "quick" }, signal);
    },
  };

  async function run(task: WorkerTask, signal: AbortSignal): Promise<unknown> {
    try {
      return await worker.run(task, { signal, timeout: TIMEOUT, maxMemoryBytes: MAX_MEMORY });
    } catch (error) {
      throw signal.aborted ? error : asRefusal(error);
    }
  }
}

/** A picture that exhausts or kills its reader is refused like any other bad one. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof MediaError)) return error;
  const isItsFault = error.failure === "stopped" || error.failure === "crashed";
  return isItsFault
    ? new UserError(
        "The picture is too hard to read. Save it as a JPEG and send that.",
        {},
        {
          cause: error,
        },
      )
    : error;
}
