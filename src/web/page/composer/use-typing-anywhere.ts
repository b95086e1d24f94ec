import { useEffect } from "preact/hooks";

/** Whoever begins to type on the bare page types into the prompt, as in any chat. */
export function useTypingAnywhere(): void {
  useEffect(() => {
    document.addEventListener("keydown", catchLetter);
    return () => document.removeEventListener("keydown", catchLetter);
  }, []);
}

function catchLetter(event: KeyboardEvent): void {
  const isLetter = event.key.length === 1 && event.key !== " ";
  const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
  if (!isLetter || isShortcut || event.target !== document.body) return;
  document.querySelector<HTMLElement>("#prompt")?.focus();
}
