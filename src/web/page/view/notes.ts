import { html } from "htm/preact";
import { useState } from "preact/hooks";

/** How long a note stays at least, and for every character of it, in ms. */
const STAY = 4_000;
const READING = 60;

interface Note {
  readonly id: number;
  readonly text: string;
}

/** Short answers to a button, for whoever pressed it; they go by themselves. */
export function useNotes() {
  const [notes, setNotes] = useState<readonly Note[]>([]);

  function note(text: string) {
    if (text === "") return;
    const id = performance.now();
    setNotes((all) => [...all.slice(-2), { id, text }]);
    setTimeout(
      () => setNotes((all) => all.filter((one) => one.id !== id)),
      STAY + text.length * READING,
    );
  }

  return { notes, note };
}

export function Notes({ notes }: { notes: readonly Note[] }) {
  return html`<div class="notes" role="status">
    ${notes.map(({ id, text }) => html`<p class="note" key=${id}>${text}</p>`)}
  </div>`;
}
