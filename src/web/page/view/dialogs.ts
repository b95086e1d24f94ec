import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Form } from "../../../platforms/platform.ts";

interface DialogProps {
  readonly title: string;
  readonly yes: string;
  readonly isDanger?: boolean;
  readonly isReady?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly children: ComponentChildren;
}

function Dialog({ title, yes, isDanger, isReady = true, onYes, onNo, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector("textarea")?.focus();
  }, []);
  return html`
    <dialog ref=${dialog} class="dialog" aria-labelledby="dialog-title" onClose=${onNo}>
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
          <button type="button" class="button is-secondary" onClick=${onNo}>Never mind</button>
          <button class=${`button ${isDanger ? "is-danger" : "is-primary"}`} disabled=${!isReady}>
            ${yes}
          </button>
        </div>
      </form>
    </dialog>
  `;
}

interface EditDialogProps {
  readonly form: Form;
  readonly yes: string;
  readonly prompt: string;
  readonly onYes: (prompt: string) => void;
  readonly onNo: () => void;
}

/** Changes a word of a prompt and films it again, films on, or plans a scene. */
export function EditDialog({ form, yes, prompt, onYes, onNo }: EditDialogProps) {
  const [words, setWords] = useState(prompt);
  const { title, label } = form;
  const isReady = words.trim() !== "";
  const send = () => onYes(words.trim());
  return html`
    <${Dialog} title=${title} yes=${yes} isReady=${isReady} onYes=${send} onNo=${onNo}>
      <label for="edit-prompt">${label}</label>
      <textarea
        id="edit-prompt"
        rows="5"
        value=${words}
        onInput=${({ currentTarget }: { currentTarget: HTMLTextAreaElement }) => setWords(currentTarget.value)}
        onKeyDown=${(event: KeyboardEvent) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          if (isReady) send();
        }}
      ></textarea>
    <//>
  `;
}

export function DeleteDialog({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  return html`
    <${Dialog} title="Delete this video?" yes="Delete" isDanger onYes=${onYes} onNo=${onNo}>
      <p>It is taken out of the thread and off the disk. This cannot be undone.</p>
    <//>
  `;
}
