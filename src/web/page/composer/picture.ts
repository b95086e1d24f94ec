import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { sizeText } from "../view/figures.ts";
import { Icon } from "../view/icon.ts";
import { words } from "../language.ts";

const MEGABYTE = 1_000_000;

/** Why a file cannot be sent; the server looks at its bytes and has the last word. */
export function pictureProblem(file: File, maxBytes: number): string | undefined {
  const { name } = file;
  if (!file.type.startsWith("image/")) {
    return words("{{name}} is no picture: choose a JPEG, PNG, WebP, AVIF or GIF.", { name });
  }
  if (file.size === 0) return words("{{name}} is empty: choose another picture.", { name });
  if (file.size <= maxBytes) return undefined;
  const most = Math.floor(maxBytes / MEGABYTE);
  return words("{{name}} has {{size}}; {{most}} MB fit.", {
    name,
    size: sizeText(file.size),
    most,
  });
}

interface PicturePreviewProps {
  readonly file: File;
  /** What it is for, where that is not plain. */
  readonly role?: string | undefined;
  readonly onRemove: () => void;
}

export function PicturePreview({ file, role, onRemove }: PicturePreviewProps) {
  const url = useObjectUrl(file);
  return html`
    <figure class="picture-preview">
      <img src=${url} alt=${words("Preview of {{name}}", { name: file.name })} />
      <figcaption>
        <strong>${file.name}</strong>
        <span>${role === undefined ? "" : `${role} · `}${sizeText(file.size)}</span>
      </figcaption>
      <button
        type="button"
        class="icon-button"
        aria-label=${role === undefined ? words("Remove the picture") : words("Remove the picture {{role}}", { role })}
        onClick=${onRemove}
      >
        <${Icon} name="close" />
      </button>
    </figure>
  `;
}

function useObjectUrl(file: File): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
