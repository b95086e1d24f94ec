import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { PicturePreview } from "../composer/picture.ts";
import { Icon } from "./icon.ts";
import { words } from "../language.ts";

interface PictureFieldProps {
  readonly label: string;
  readonly file: File | undefined;
  /** Why the last file was not taken. */
  readonly problem: string;
  readonly onFile: (file: File) => void;
  readonly onRemove: () => void;
}

/** Where a form takes a picture: by its button, and by what is dropped or pasted around it. */
export function PictureField({ label, file, problem, onFile, onRemove }: PictureFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return html`
    <div class="picture-field" role="group" aria-label=${label}>
      ${
        file &&
        html`<${PicturePreview}
          file=${file}
          onRemove=${() => {
            onRemove();
            button.current?.focus();
          }}
        />`
      }
      ${problem && html`<p class="composer-problem" role="alert">${problem}</p>`}
      <button
        ref=${button}
        type="button"
        class="button is-secondary picture-button"
        onClick=${() => picker.current?.click()}
      >
        <${Icon} name="picture" />${file ? words("Another picture") : words("Add a picture")}
      </button>
      <span class="picture-hint"
        >${words("{{what}}. Drop it here, or paste it.", { what: label })}</span
      >
      <input
        ref=${picker}
        type="file"
        accept="image/*"
        hidden
        aria-label=${label}
        onChange=${({ currentTarget }: { currentTarget: HTMLInputElement }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen) onFile(chosen);
          currentTarget.value = "";
        }}
      />
    </div>
  `;
}
