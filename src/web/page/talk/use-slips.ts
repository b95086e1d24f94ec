import { useRef } from "preact/hooks";

/** Nobody reads a new button and wishes for it sooner, in ms. */
const TOO_SOON = 500;
/** What moves something may well be wished for twice. */
const MOVES = ["scene-up", "scene-down"];

/**
 * Tells a double click from a wish: its second half may fall on a button that the first has just
 * brought there, as Cancel where Run was.
 */
export function useSlips() {
  const last = useRef({ button: "", at: -Infinity });

  return {
    isSlip(action: string, job: string): boolean {
      const before = last.current;
      last.current = { button: `${action} ${job}`, at: performance.now() };
      if (last.current.at - before.at > TOO_SOON) return false;
      return before.button !== last.current.button || !MOVES.includes(action);
    },
  };
}
