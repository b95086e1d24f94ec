import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../language.ts";

/** Takes a file that is dropped anywhere on the page, and says so while it hovers. */
export function DropZone({ onFile }: { onFile: (file: File | undefined) => void }) {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFile);
  take.current = onFile;

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const on = (name: "dragover" | "dragleave" | "drop", does: (event: DragEvent) => void) => {
      window.addEventListener(name, does, { signal });
    };
    on("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    });
    on("dragleave", ({ relatedTarget }) => {
      if (relatedTarget === null) setOver(false);
    });
    on("drop", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      take.current(event.dataTransfer.files[0]);
    });
    return () => leaving.abort();
  }, []);

  if (!isOver) return undefined;
  return html`<div class="drop-zone"><p>${words("Drop the picture to film from it")}</p></div>`;
}
