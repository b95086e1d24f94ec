import { html } from "htm/preact";
import type { CommandView } from "../../../platforms/local/views.ts";
import { isOneWord } from "../../../platforms/option-values.ts";
import type { OptionField } from "../../../platforms/options.ts";
import { Icon } from "../view/icon.ts";
import type { Draft } from "./draft.ts";
import { openPictures } from "./pictures.ts";
import { words } from "../language.ts";

interface OptionsProps {
  readonly draft: Draft;
  readonly command: CommandView | undefined;
  readonly hasWords: boolean;
  /** Lets the person choose the value of an option. */
  readonly onAsk: (name: string) => void;
  readonly onDraft: (draft: Draft) => void;
  /** Missing when the command takes no picture. */
  readonly onPicture: ((option?: string) => void) | undefined;
}

/** The row below the words: a picture, the options that are set, and those that could be. */
export function Options({ draft, command, hasWords, onAsk, onDraft, onPicture }: OptionsProps) {
  const fields =
    command?.fields.filter((field) => field.kind !== "picture" && !isFree(field)) ?? [];
  const set = fields.filter(({ name }) => name in draft.options);
  const open = fields.filter(({ name }) => !(name in draft.options));

  function toggle(field: OptionField) {
    if (field.kind !== "boolean") return onAsk(field.name);
    return onDraft({ ...draft, options: { ...draft.options, [field.name]: true } });
  }

  return html`
    <div class="composer-tools">
      <button
        type="button"
        class="icon-button"
        aria-label=${words("Add a picture")}
        title=${words("Add a picture")}
        disabled=${!onPicture}
        onClick=${() => onPicture?.()}
      >
        <${Icon} name="picture" />
      </button>
      <div class="chips" role="group" aria-label=${words("Options")}>
        ${set.map((field) => {
          const value = String(draft.options[field.name]);
          const shown = field.kind === "boolean" && value === "true" ? "" : value;
          return html`<button
            key=${field.name}
            type="button"
            class="chip is-set"
            aria-label=${words("Remove {{name}} {{value}}", { name: field.name, value: shown })}
            onClick=${() => onDraft({ ...draft, options: without(draft.options, field.name) })}
          >
            <span class="chip-name">${field.name}</span>
            ${shown && html`${" "}<span class="chip-value">${shown}</span>`}
            <${Icon} name="close" />
          </button>`;
        })}
        ${openPictures(command, draft.pictures).map(
          ({ name, description }) =>
            html`<button
              key=${name}
              type="button"
              class="chip"
              title=${description}
              onClick=${() => onPicture?.(name)}
            >
              <${Icon} name="picture" />
              ${name}
            </button>`,
        )}
        ${open.map(
          (field) =>
            html`<button
              key=${field.name}
              type="button"
              class="chip"
              title=${field.description}
              onClick=${() => toggle(field)}
            >
              ${field.name}
              ${
                "default" in field &&
                field.default !== undefined &&
                field.kind !== "boolean" &&
                html`<span class="chip-default">${field.default}</span>`
              }
            </button>`,
        )}
      </div>
      <button
        class="send"
        aria-label=${words("Send")}
        title=${words("Send (Enter)")}
        disabled=${!hasWords && Object.keys(draft.pictures).length === 0}
      >
        <${Icon} name="send" />
      </button>
    </div>
  `;
}

/** What the words themselves are for. */
function isFree(field: OptionField): boolean {
  return field.isRequired && !isOneWord(field);
}

function without(options: Draft["options"], name: string): Draft["options"] {
  return Object.fromEntries(Object.entries(options).filter(([option]) => option !== name));
}
