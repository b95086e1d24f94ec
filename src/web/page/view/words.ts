import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { words } from "../language.ts";

/** More than this is folded until somebody wants to read it, in characters. */
const LONG = 420;

/** A person's own words, however many. */
export function Words({ text }: { text: string }) {
  const [isFolded, setFolded] = useState(text.length > LONG);
  if (!isFolded) return html`<span class="words" dir="auto">${text}</span>`;
  return html`
    <span class="words is-long" dir="auto">${text}</span>
    <button type="button" class="text-button" onClick=${() => setFolded(false)}>
      ${words("Show all")}
    </button>
  `;
}
