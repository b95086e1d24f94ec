import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../language.ts";

interface DialogProps {
  readonly title: string;
  readonly yes: string;
  readonly isDanger?: boolean;
  readonly isReady?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** Takes a file that is dropped or pasted while it is open. */
  readonly onFile?: (file: File) => void;
  readonly children: ComponentChildren;
}

/** A question before the page: it has the keyboard until it is answered. */
export function Dialog(props: DialogProps) {
  const { title, yes, isDanger, isReady = true, onYes, onNo, onFile, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector("textarea")?.focus();
  }, []);

  /** What lies behind the dialog would take the file too. */
  function take(event: Event, files: FileList | undefined) {
    const [file] = [...(files ?? [])];
    if (event.type === "paste" && !file) return;
    event.preventDefault();
    event.stopPropagation();
    if (file) onFile?.(file);
  }

  return html`
    <dialog
      ref=${dialog}
      class="dialog"
      aria-labelledby="dialog-title"
      onClose=${onNo}
      onDragOver=${(event: DragEvent) => take(event, undefined)}
      onDrop=${(event: DragEvent) => take(event, event.dataTransfer?.files)}
      onPaste=${(event: ClipboardEvent) => take(event, event.clipboardData?.files)}
    >
      <form
        method="dialog"
        onSubmit=${(event: Event) => {
          event.preventDefault();
          if (isReady) onYes();
        }}
      >
        <h2 id="dialog-title">${title}</h2>
        ${children}
        <div class="buttons">
          <button type="button" class="button is-secondary" onClick=${onNo}>
            ${words("Never mind")}
          </button>
          <button class=${`button ${isDanger ? "is-danger" : "is-primary"}`} disabled=${!isReady}>
            ${yes}
          </button>
        </div>
      </form>
    </dialog>
  `;
}

export function DeleteDialog({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  return html`
    <${Dialog}
      title=${words("Delete this video?")}
      yes=${words("Delete")}
      isDanger
      onYes=${onYes}
      onNo=${onNo}
    >
      <p>${words("It is taken out of the thread and off the disk. This cannot be undone.")}</p>
    <//>
  `;
}
