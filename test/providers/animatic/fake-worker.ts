import { writeFileSync } from "node:fs";
import { MediaError } from "../../../src/errors.ts";
import type { MediaWorker, WorkerBounds } from "../../../src/media/worker.ts";
import { RenderWish } from "../../../src/providers/animatic/render-task.ts";

const FILM = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from("ftypisom"), Buffer.alloc(4)]);

/** A worker whose tasks run until the test ends them. */
export function createFakeWorker() {
  const running: { wish: RenderWish; bounds: WorkerBounds; end: PromiseWithResolvers<unknown> }[] =
    [];
  const wishes: RenderWish[] = [];

  const worker: MediaWorker = {
    waiting: 0,
    run({ input }, bounds) {
      const end = Promise.withResolvers<unknown>();
      const wish = RenderWish.parse(input);
      wishes.push(wish);
      running.push({ wish, bounds, end });
      bounds.signal.addEventListener("abort", () =>
        end.reject(new MediaError("stopped", "It was stopped.")),
      );
      return end.promise;
    },
  };

  return {
    worker,
    /** Every task that was ever begun. */
    wishes,
    report: (progress: number) => running.forEach(({ bounds }) => bounds.onProgress?.(progress)),
    finish() {
      for (const { wish, end } of running.splice(0)) {
        writeFileSync(wish.out, FILM);
        end.resolve({});
      }
    },
    fail(error: Error) {
      for (const { end } of running.splice(0)) end.reject(error);
    },
  };
}
