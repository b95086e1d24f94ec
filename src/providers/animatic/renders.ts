import { randomUUID } from "node:crypto";
import type { Logger } from "../../log.ts";
import type { MediaWorker } from "../../media/worker.ts";
import { reasonOf } from "./failure.ts";
import type { RenderFolder } from "./render-folder.ts";
import type { RenderWish } from "./render-task.ts";

const TASK = new URL("./render-task.ts", import.meta.url);
const TIMEOUT = 10 * 60_000; // ms: twenty seconds in 1080p on a slow and busy machine
const MAX_MEMORY_BYTES = 1_000 * 2 ** 20;
const HEARTBEAT = 1_000; // ms

/** How a render that runs in this process stands. */
export type Standing =
  | { readonly status: "waiting"; readonly position: number }
  | { readonly status: "running"; readonly progress: number };

/** The renders of this process. Each key is rendered once at a time. */
export interface Renders {
  /** Begins a render unless it runs already; it ends in the folder, as a film or as a failure. */
  start(key: string, wish: Omit<RenderWish, "out">): void;
  standing(key: string): Standing | undefined;
  /** Stops a render of this process, and waits until it is gone. */
  stop(key: string): Promise<void>;
}

interface Render {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  /** Nothing while it waits for its turn in the worker. */
  progress: number | undefined;
}

export function createRenders(deps: {
  worker: MediaWorker;
  folder: RenderFolder;
  log: Logger;
}): Renders {
  const { worker, folder, log } = deps;
  const running = new Map<string, Render>();

  async function perform(
    key: string,
    wish: Omit<RenderWish, "out">,
    controller: AbortController,
  ): Promise<void> {
    const out = folder.draftPath(key, randomUUID().slice(0, 8));
    const { signal } = controller;
    let told = Promise.resolve();
    const tell = () => {
      told = heartbeat(key, controller).catch((error: unknown) =>
        log.warn({ err: error }, "the progress of a draft was not saved"),
      );
    };
    const clock = setInterval(tell, HEARTBEAT).unref();
    tell();
    try {
      await worker.run(
        { module: TASK, input: { ...wish, out } },
        {
          signal,
          timeout: TIMEOUT,
          maxMemoryBytes: MAX_MEMORY_BYTES,
          onProgress: (progress) => note(key, progress),
        },
      );
      if (!(await folder.isCancelled(key))) await folder.finish(key, out);
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error }, "a draft could not be rendered");
      await folder.saveFailure(key, { kind: "unavailable", reason: reasonOf(error) });
    } finally {
      clearInterval(clock);
      await told;
      await folder.discard(out);
      await folder.clearProgress(key);
    }
  }

  function note(key: string, progress: number): void {
    const render = running.get(key);
    if (render) render.progress = progress;
  }

  /** Tells other processes how far it is, and hears from them when it is no longer wanted. */
  async function heartbeat(key: string, controller: AbortController): Promise<void> {
    if (await folder.isCancelled(key)) controller.abort();
    else if (running.has(key)) await folder.saveProgress(key, running.get(key)?.progress);
  }

  return {
    start(key, wish) {
      if (running.has(key)) return;
      const controller = new AbortController();
      const ended = perform(key, wish, controller)
        .catch((error: unknown) => log.error({ err: error }, "a draft was lost"))
        .finally(() => running.delete(key));
      running.set(key, { controller, ended, progress: undefined });
    },

    standing(key) {
      const render = running.get(key);
      if (!render) return undefined;
      if (render.progress !== undefined) return { status: "running", progress: render.progress };
      const waiting = [...running].filter(([, { progress }]) => progress === undefined);
      return { status: "waiting", position: waiting.findIndex(([other]) => other === key) + 1 };
    },

    async stop(key) {
      const render = running.get(key);
      render?.controller.abort();
      await render?.ended;
    },
  };
}
