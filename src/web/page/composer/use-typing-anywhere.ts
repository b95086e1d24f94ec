import { useEffect } from "preact/hooks";

/** What has a use of its own for letters. */
const TAKERS = "input, textarea, select, video, dialog";

/** Whoever begins to type beside a field types into the prompt, as in any chat. */
export function useTypingAnywhere(): void {
  useEffect(() => {
    document.addEventListener("keydown", catchLetter);
    return () => document.removeEventListener("keydown", catchLetter);
  }, []);
}

function catchLetter(event: KeyboardEvent): void {
  const isLetter = event.key.length === 1 && event.key !== " ";
  const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
  if (!isLetter || isShortcut || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest(TAKERS)) return;
  document.querySelector<HTMLElement>("#prompt")?.focus();
}
