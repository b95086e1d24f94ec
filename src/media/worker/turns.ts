import { MediaError } from "../../errors.ts";

/** A queue before a few places: first come, first served. */
export interface Turns {
  /** Resolves when it is the caller's turn; the function it gives back ends that turn. */
  take(signal: AbortSignal): Promise<() => void>;
  readonly waiting: number;
}

export function createTurns(places: number): Turns {
  const line = new Set<() => void>();
  let free = places;

  return {
    get waiting() {
      return line.size;
    },

    async take(signal) {
      refuseStopped(signal);
      if (free > 0) free -= 1;
      else await standInLine(signal);
      return once(passOn);
    },
  };

  /** Whoever ends a turn hands the place to the first in line, so nobody overtakes. */
  function passOn() {
    const [next] = line;
    if (next === undefined) {
      free += 1;
      return;
    }
    line.delete(next);
    next();
  }

  function standInLine(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const called = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        line.delete(called);
        reject(new MediaError("stopped", "It was stopped while it waited for its turn."));
      };
      line.add(called);
      signal.addEventListener("abort", leave, { once: true });
    });
  }
}

function refuseStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new MediaError("stopped", "It was stopped before it began.");
}

function once(act: () => void): () => void {
  let pending = true;
  return () => {
    if (pending) act();
    pending = false;
  };
}
