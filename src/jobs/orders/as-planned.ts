import type { Board } from "../boards/board.ts";
import type { Job } from "../job.ts";

/**
 * Whether a film, or a take of one scene, is what its storyboard plans now. One that was asked for
 * before the storyboard changed would film what nobody wants any more, or what another job films.
 */
export function isAsPlanned({ id, kin, plan, request }: Job, { scenes }: Board): boolean {
  if (kin.parent) return scenes.some(({ take }) => take === id);
  if (plan) {
    return isSame(
      plan.parts.map(({ job }) => job),
      scenes.map(({ take }) => take),
    );
  }
  const isOneTake = scenes.every(({ take, picture }) => take === undefined && !picture);
  return (
    isOneTake &&
    isSame(
      request.shots?.map(({ prompt, seconds }) => [prompt, seconds]),
      scenes.map(({ prompt, seconds }) => [prompt, seconds]),
    )
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
