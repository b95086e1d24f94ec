import { html } from "htm/preact";
import { Boat, Fox, Moon } from "./scenes.ts";
import { words } from "../language.ts";

/** In English for everybody: the drafts know no other words. */
const EXAMPLES = [
  { prompt: "A paper boat drifts through a neon city in the rain, slow push in", scene: Boat },
  { prompt: "Morning fog lifts over a pine forest, a fox looks up, then runs", scene: Fox },
  { prompt: "An astronaut waters a tiny garden on the moon, orbit around her", scene: Moon },
];

/** What stands where nothing was said yet: three ways to begin with one click. */
export function Welcome({ onExample }: { onExample: (prompt: string) => void }) {
  return html`
    <section class="welcome">
      <h2>${words("What shall we film first?")}</h2>
      <p>
        ${words("Describe a shot below and press Enter. A draft takes seconds and costs nothing, so look, change a word, and look again.")}
      </p>
      <ul>
        ${EXAMPLES.map(
          ({ prompt, scene }) =>
            html`<li key=${prompt}>
              <button type="button" class="example" onClick=${() => onExample(prompt)}>
                <${scene} />
                <span>${prompt}</span>
              </button>
            </li>`,
        )}
      </ul>
      <p class="welcome-hint">
        <kbd>/</kbd> ${words("shows every command, and a picture dropped here becomes a film.")}
      </p>
    </section>
  `;
}
