import { html } from "htm/preact";
import { useState } from "preact/hooks";
import type { Link } from "../talk/requests.ts";

/** How long a note stays at least, and for every character of it, in ms. */
const STAY = 4_000;
const READING = 60;
/** How long one that leads somewhere stays, in ms: somebody has to get there. */
const STAY_WITH_LINK = 60_000;

interface Note {
  readonly id: number;
  readonly text: string;
  readonly link: Link | undefined;
}

/** Short answers to a button, for whoever pressed it; they go by themselves. */
export function useNotes() {
  const [notes, setNotes] = useState<readonly Note[]>([]);

  function note(text: string, link?: Link) {
    if (text === "") return;
    const id = performance.now();
    const stay = link ? STAY_WITH_LINK : STAY + text.length * READING;
    setNotes((all) => [...all.slice(-2), { id, text, link }]);
    setTimeout(() => setNotes((all) => all.filter((one) => one.id !== id)), stay);
  }

  return { notes, note };
}

export function Notes({ notes }: { notes: readonly Note[] }) {
  return html`<div class="notes" role="status">
    ${notes.map(
      ({ id, text, link }) =>
        html`<p class="note" key=${id}>
          ${text}${" "}
          ${link && html`<a href=${link.url} target="_blank" rel="noreferrer">${link.label}</a>`}
        </p>`,
    )}
  </div>`;
}
