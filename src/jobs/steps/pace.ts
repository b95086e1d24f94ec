/** Keeps the polls of all jobs together within what their provider bears. */
export interface Pace {
  /**
   * How long this job has to wait before it may ask, in ms; 0 means now. Its place is kept: who
   * comes back after the wait need not wait again.
   */
  wait(provider: string, job: string): number;

  /** The provider asked to be left alone for `ms`. */
  pause(provider: string, ms: number): void;
}

interface Lane {
  /** When the next place in line is free. */
  free: number;
  readonly places: Map<string, number>;
}

/** Lets through `perSecond` polls of each provider; who comes too early gets a place in line. */
export function createPace(perSecond: number, now: () => number): Pace {
  const lanes = new Map<string, Lane>();
  const gap = 1_000 / perSecond;

  function laneOf(provider: string): Lane {
    const lane = lanes.get(provider) ?? { free: 0, places: new Map() };
    lanes.set(provider, lane);
    return lane;
  }

  return {
    wait(provider, job) {
      const lane = laneOf(provider);
      const at = now();
      const place = lane.places.get(job) ?? Math.max(at, lane.free);
      if (!lane.places.has(job)) lane.free = place + gap;
      if (place <= at) {
        lane.places.delete(job);
        return 0;
      }
      lane.places.set(job, place);
      return place - at;
    },

    pause(provider, ms) {
      const lane = laneOf(provider);
      lane.free = Math.max(lane.free, now() + ms);
    },
  };
}
