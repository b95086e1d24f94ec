import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../language.ts";

interface DialogProps {
  readonly title: string;
  readonly yes: string;
  readonly isDanger?: boolean;
  readonly isReady?: boolean;
  /** Why the answer was not taken. */
  readonly problem?: string | undefined;
  /** The answer is on its way. */
  readonly isSending?: boolean | undefined;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** Takes a file that is dropped or pasted while it is open. */
  readonly onFile?: (file: File) => void;
  readonly children: ComponentChildren;
}

/** A question before the page: it has the keyboard until it is answered, and then gives it back. */
export function Dialog(props: DialogProps) {
  const { title, yes, isDanger, isReady = true, problem, isSending = false } = props;
  const { onYes, onNo, onFile, children } = props;
  const [isOver, setOver] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector("textarea")?.focus();
    return () => giveBack(opener);
  }, []);

  /** Takes a file, and no text: what lies behind the dialog would take it too. */
  function take(event: Event, brought: DataTransfer | null) {
    if (!brought?.types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(event.type === "dragover" && onFile !== undefined);
    const [file] = [...brought.files];
    if (file) onFile?.(file);
  }

  function onDragLeave({ relatedTarget }: DragEvent) {
    const isInside = relatedTarget instanceof Node && dialog.current?.contains(relatedTarget);
    if (!isInside) setOver(false);
  }

  return html`
    <dialog
      ref=${dialog}
      class=${`dialog ${isOver ? "is-over" : ""}`}
      aria-labelledby="dialog-title"
      onClose=${onNo}
      onDragOver=${(event: DragEvent) => take(event, event.dataTransfer)}
      onDragLeave=${onDragLeave}
      onDrop=${(event: DragEvent) => take(event, event.dataTransfer)}
      onPaste=${(event: ClipboardEvent) => take(event, event.clipboardData)}
    >
      <form
        method="dialog"
        onSubmit=${(event: Event) => {
          event.preventDefault();
          if (isReady) onYes();
        }}
      >
        <h2 id="dialog-title">${title}</h2>
        ${children} ${problem && html`<p class="composer-problem" role="alert">${problem}</p>`}
        <div class="buttons">
          <button type="button" class="button is-secondary" onClick=${onNo}>
            ${words("Never mind")}
          </button>
          <button
            class=${`button ${isDanger ? "is-danger" : "is-primary"}`}
            disabled=${!isReady || isSending}
          >
            ${isSending ? words("Sending…") : yes}
          </button>
        </div>
      </form>
    </dialog>
  `;
}

/** The keyboard goes back to the button that asked; it may have gone with its thread. */
function giveBack(opener: Element | null): void {
  const place = opener?.isConnected ? opener : document.querySelector("aside [role=region]");
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
}

type DeleteDialogProps = Pick<DialogProps, "problem" | "isSending" | "onYes" | "onNo">;

export function DeleteDialog(props: DeleteDialogProps) {
  return html`
    <${Dialog} title=${words("Delete this video?")} yes=${words("Delete")} isDanger ...${props}>
      <p>${words("It is taken out of the thread and off the disk. This cannot be undone.")}</p>
    <//>
  `;
}
