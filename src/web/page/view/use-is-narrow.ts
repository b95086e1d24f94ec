import { useEffect, useState } from "preact/hooks";

const NARROW = "(max-width: 899px)";

/** Whether a thread covers the channel instead of standing beside it. */
export function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const width = matchMedia(NARROW);
    const onChange = () => setNarrow(width.matches);
    width.addEventListener("change", onChange);
    return () => width.removeEventListener("change", onChange);
  }, []);
  return isNarrow;
}
