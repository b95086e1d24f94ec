import { html } from "htm/preact";
import type { Typed } from "../../../platforms/local/typed.ts";
import { Icon } from "./icon.ts";
import { Words } from "./words.ts";
import { clockText, isoText } from "./times.ts";
import { words } from "../language.ts";

interface SaidProps {
  readonly typed: Typed;
  readonly at: number;
  readonly picture: string | undefined;
  /** Where the browser still has the picture. */
  readonly pictureUrl: string | undefined;
  /** Still on its way, or why it did not arrive. */
  readonly note?: unknown;
}

/** What the person at the keyboard asked for. */
export function Said({ typed, at, picture, pictureUrl, note }: SaidProps) {
  return html`
    <article class="said" aria-label=${words("You")}>
      <div class="said-bubble">
        ${pictureUrl && html`<img class="said-picture" src=${pictureUrl} alt=${picture ?? ""} />`}
        <p>
          <span class="said-command">${typed.command}</span>
          ${typed.words && html`${" "}<${Words} text=${typed.words} />`}
        </p>
        <${Marks} typed=${typed} picture=${pictureUrl ? undefined : picture} />
      </div>
      <p class="meta">${note ?? html`<time datetime=${isoText(at)}>${clockText(at)}</time>`}</p>
    </article>
  `;
}

function Marks({ typed, picture }: { typed: Typed; picture: string | undefined }) {
  if (typed.options.length === 0 && !picture) return undefined;
  return html`<ul class="marks">
    ${picture && html`<li><${Icon} name="picture" />${picture}</li>`}
    ${typed.options.map(
      ({ name, value }) => html`<li key=${name}><span>${name}</span> <bdi>${value}</bdi></li>`,
    )}
  </ul>`;
}
