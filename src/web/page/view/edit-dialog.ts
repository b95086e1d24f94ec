import { html } from "htm/preact";
import { useState } from "preact/hooks";
import type { Form } from "../../../platforms/platform.ts";
import { pictureProblem } from "../composer/picture.ts";
import type { Pictures } from "../composer/pictures.ts";
import { Dialog } from "./dialog.ts";
import { PictureField } from "./picture-field.ts";
import { words } from "../language.ts";

interface EditDialogProps {
  readonly form: Form;
  readonly yes: string;
  readonly prompt: string;
  /** Why the answer was not taken. */
  readonly problem: string | undefined;
  readonly isSending: boolean | undefined;
  readonly maxImageBytes: number;
  readonly onYes: (prompt: string, pictures: Pictures) => void;
  readonly onNo: () => void;
}

/** Changes a word of a prompt and films it again, films on, or plans a scene. */
export function EditDialog(props: EditDialogProps) {
  const { form, yes, prompt, problem, isSending, maxImageBytes, onYes, onNo } = props;
  const { title, label, takesPicture } = form;
  const [text, setText] = useState(prompt);
  const [picture, setPicture] = useState<File>();
  const [misfit, setMisfit] = useState("");
  const isReady = text.trim() !== "";
  const send = () => onYes(text.trim(), picture ? { image: picture } : {});

  function attach(file: File) {
    const wrong = pictureProblem(file, maxImageBytes) ?? "";
    setMisfit(wrong);
    if (wrong === "") setPicture(file);
  }

  return html`
    <${Dialog}
      title=${title}
      yes=${yes}
      isReady=${isReady}
      problem=${problem}
      isSending=${isSending}
      onYes=${send}
      onNo=${onNo}
      onFile=${takesPicture ? attach : undefined}
    >
      <label for="edit-prompt">${label}</label>
      <textarea
        id="edit-prompt"
        rows="5"
        dir="auto"
        value=${text}
        onInput=${({ currentTarget }: { currentTarget: HTMLTextAreaElement }) => setText(currentTarget.value)}
        onKeyDown=${(event: KeyboardEvent) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          if (isReady) send();
        }}
      ></textarea>
      ${
        takesPicture &&
        html`<${PictureField}
          label=${
            form.holds === "nothing"
              ? words("A picture to begin with, if you like")
              : words("Another picture to begin with, if you like")
          }
          file=${picture}
          problem=${misfit}
          onFile=${attach}
          onRemove=${() => setPicture(undefined)}
        />`
      }
    <//>
  `;
}
