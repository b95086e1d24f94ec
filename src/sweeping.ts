import type { Logger } from "./log.ts";

const BETWEEN = 3_600_000; // ms

/** Clears away what nobody needs any more at the time `now`. */
export type Sweep = (now: number) => Promise<unknown>;

/**
 * Clears away what nobody needs any more, now and every hour. Nobody waits for it, so a sweep that
 * fails is only repeated. The answer ends it.
 */
export function startSweeping(
  sweeps: readonly Sweep[],
  now: () => number,
  log: Logger,
): () => void {
  async function sweepAll(): Promise<void> {
    const done = await Promise.allSettled(sweeps.map((sweep) => sweep(now())));
    for (const one of done) {
      if (one.status === "rejected") log.warn({ err: one.reason }, "a sweep failed");
    }
  }

  void sweepAll();
  const timer = setInterval(() => void sweepAll(), BETWEEN).unref();
  return () => clearInterval(timer);
}
