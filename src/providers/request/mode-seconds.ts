import type { Mode, Model } from "../provider.ts";

type Timed = Pick<Model, "seconds" | "modeSeconds">;

/** How long a model films in a mode, in seconds. */
export function secondsFor({ seconds, modeSeconds }: Timed, mode: Mode): readonly number[] {
  return modeSeconds?.[mode] ?? seconds;
}
