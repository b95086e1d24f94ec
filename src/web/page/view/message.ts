import { html } from "htm/preact";
import type { MessageView } from "../../../platforms/local/views.ts";
import { Clip } from "./clip.ts";
import { Icon } from "./icon.ts";
import { useFocusAfterPress } from "./use-focus-after-press.ts";
import { Words } from "./words.ts";
import { Elapsed, Progress } from "./progress.ts";
import { words } from "../language.ts";

export type Press = (message: MessageView, action: string, job: string) => void;

interface MessageProps {
  readonly message: MessageView;
  readonly onPress: Press;
}

/** What the bot says: text, a card that lives, or a clip. All words are plain text. */
export function Message({ message, onPress }: MessageProps) {
  const { kind, tone, text, quote, fields = [], clip, shown, file } = message;
  return html`
    <div class=${`message is-${kind} is-${tone}`}>
      ${quote && html`<blockquote dir="auto"><${Words} text=${quote} /></blockquote>`}
      ${clip && html`<${Clip} clip=${clip} />`}
      ${shown && html`<img class="message-picture" src=${shown.url} alt=${shown.alt} />`}
      <div class="message-status">
        ${kind === "card" && html`<span class="lamp" aria-hidden="true"></span>`}
        <p class="message-text">${text}</p>
        ${tone === "working" && html`<${Elapsed} since=${message.since ?? message.createdAt} />`}
      </div>
      ${
        tone === "working" &&
        html`<${Progress} value=${message.progress} label=${quote ?? words("The video")} />`
      }
      ${
        fields.length > 0 &&
        html`<dl class="slate">
          ${fields.map(
            ({ name, value }) =>
              html`<div key=${name}>
                <dt>${name}</dt>
                <dd dir="auto">${value}</dd>
              </div>`,
          )}
        </dl>`
      }
      ${
        file &&
        html`<a class="text-button" href=${file.url} download=${file.fileName}>
          <${Icon} name="download" />${file.fileName}
        </a>`
      }
      <${Buttons} message=${message} onPress=${onPress} />
    </div>
  `;
}

function Buttons({ message, onPress }: MessageProps) {
  const { remember } = useFocusAfterPress();
  if (message.buttons.length === 0) return undefined;
  return html`<div class="buttons">
    ${message.buttons.map(
      ({ action, label, job, look }) =>
        html`<button
          key=${`${action}:${job}`}
          type="button"
          class=${`button is-${look}`}
          onClick=${({ currentTarget }: { currentTarget: HTMLElement }) => {
            remember(currentTarget);
            onPress(message, action, job);
          }}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}
