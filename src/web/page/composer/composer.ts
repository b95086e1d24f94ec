import { html } from "htm/preact";
import { Icon } from "../view/icon.ts";
import { DropZone } from "./drop-zone.ts";
import { commandOf } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { Menu, rowId } from "./menu.ts";
import { Options } from "./options.ts";
import { PicturePreview } from "./picture.ts";
import { pictureFields } from "./pictures.ts";
import { useComposer } from "./use-composer.ts";
import type { ComposerProps } from "./use-composer.ts";
import { words } from "../language.ts";

/** Where people type: completes commands and options, takes pictures, and sends on Enter. */
export function Composer(props: ComposerProps) {
  const { draft, commands } = props;
  const { field, picker, menu, problem, attach, pick, removePicture, ...does } = useComposer(props);
  const { ask, submit, leave, change, typing } = does;
  const command = commandOf(draft, commands);
  const takesPictures = pictureFields(command).length > 0;
  const hasMenu = menu.rows.length > 0;
  return html`
    <form
      class="composer"
      onSubmit=${(event: Event) => {
        event.preventDefault();
        submit();
      }}
    >
      <${DropZone} onFile=${attach} />
      <${Menu} ...${menu} />
      ${problem && html`<p class="composer-problem" role="alert" id="problem">${problem}</p>`}
      <div class="composer-box">
        <div class="picture-previews">
          ${Object.entries(draft.pictures).map(
            ([name, file]) =>
              html`<${PicturePreview}
                key=${name}
                file=${file}
                role=${name === pictureFields(command)[0]?.name ? undefined : name}
                onRemove=${() => removePicture(name)}
              />`,
          )}
        </div>
        <div class="composer-line">
          ${draft.command && html`<${Chosen} name=${draft.command.name} onLeave=${leave} />`}
          <textarea
            ref=${field}
            id="prompt"
            rows="1"
            dir="auto"
            aria-label=${words("Message")}
            aria-autocomplete="list"
            aria-controls=${hasMenu ? "suggestions" : undefined}
            aria-activedescendant=${hasMenu && menu.active >= 0 ? rowId(menu.active) : undefined}
            aria-describedby=${problem ? "problem" : undefined}
            aria-invalid=${problem ? "true" : undefined}
            placeholder=${placeholderFor(draft)}
            autocomplete="off"
            enterkeyhint="send"
            value=${draft.words}
            ...${typing}
          ></textarea>
        </div>
        <${Options}
          draft=${draft}
          command=${command}
          hasWords=${draft.words.trim() !== "" || draft.command !== undefined}
          onAsk=${ask}
          onDraft=${change}
          onPicture=${takesPictures ? pick : undefined}
        />
      </div>
      <input
        ref=${picker}
        type="file"
        accept="image/*"
        hidden
        aria-label=${words("Picture")}
        onChange=${({ currentTarget }: { currentTarget: HTMLInputElement }) => {
          attach(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
    </form>
  `;
}

/** The command that is chosen, and the way out of it. */
function Chosen({ name, onLeave }: { name: string; onLeave: () => void }) {
  const label = words("Leave /{{name}}", { name });
  return html`<span class="pill">
    /${name}
    <button
      type="button"
      class="pill-close"
      aria-label=${label}
      title=${`${label} (Esc)`}
      onClick=${onLeave}
    >
      <${Icon} name="close" />
    </button>
  </span>`;
}

/** What is wanted next: first what the command cannot do without. */
function placeholderFor({ command, options, pictures }: Draft): string {
  if (!command) return words("Describe a shot, or type /");
  const open = command.fields.filter(({ name }) => !(name in options) && !(name in pictures));
  const next = open.find(({ isRequired }) => isRequired) ?? open[0];
  return next?.description ?? words("Press Enter to send");
}
