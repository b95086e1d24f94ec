import { useEffect, useState } from "preact/hooks";

/** Whoever only passes by is not watching, in ms. */
const PASSING = 120;

/**
 * Whether somebody rests on an element, with a mouse or with the keyboard. Nobody is watching who
 * wants less motion.
 */
export function useIsWatched() {
  const [isOver, setOver] = useState(false);
  const [isWatched, setWatched] = useState(false);

  useEffect(() => {
    if (!isOver || matchMedia("(prefers-reduced-motion: reduce)").matches) return undefined;
    const timer = setTimeout(() => setWatched(true), PASSING);
    return () => {
      clearTimeout(timer);
      setWatched(false);
    };
  }, [isOver]);

  const watching = {
    onPointerEnter: ({ pointerType }: PointerEvent) => setOver(pointerType === "mouse"),
    onPointerLeave: () => setOver(false),
    onFocus: ({ currentTarget }: { currentTarget: HTMLElement }) => {
      setOver(currentTarget.matches(":focus-visible"));
    },
    onBlur: () => setOver(false),
  };
  return { isWatched, watching };
}
