import { html } from "htm/preact";
import type { Sending } from "../talk/sending.ts";
import { Said } from "./said.ts";
import { words } from "../language.ts";

interface UnsentProps {
  readonly sending: Sending;
  readonly onResend: (sending: Sending) => void;
  readonly onDiscard: (sending: Sending) => void;
}

/** A command on its way. One that did not arrive may be sent again: it is never begun twice. */
export function Unsent({ sending, onResend, onDiscard }: UnsentProps) {
  const note = sending.problem
    ? html`<span class="unsent" role="alert">
        ${sending.problem}
        ${
          sending.mayResend &&
          html`<button type="button" class="text-button" onClick=${() => onResend(sending)}>
            ${words("Send again")}
          </button>`
        }
        <button type="button" class="text-button" onClick=${() => onDiscard(sending)}>
          ${words("Discard")}
        </button>
      </span>`
    : words("Sending…");
  return html`<div class=${sending.problem ? "" : "is-sending"}>
    <${Said}
      typed=${sending.typed}
      at=${sending.at}
      picture=${Object.values(sending.pictures)[0]?.name}
      pictureUrl=${sending.pictureUrl}
      note=${note}
    />
  </div>`;
}
