import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../view/icon.ts";

const MEGABYTE = 1_000_000;

/** Why a file cannot be sent; the server looks at its bytes and has the last word. */
export function pictureProblem(file: File, maxBytes: number): string | undefined {
  if (!file.type.startsWith("image/")) {
    return `${file.name} is no picture: choose a JPEG, PNG, WebP, AVIF or GIF.`;
  }
  if (file.size === 0) return `${file.name} is empty: choose another picture.`;
  if (file.size <= maxBytes) return undefined;
  const size = (file.size / MEGABYTE).toFixed(1);
  return `${file.name} has ${size} MB; ${Math.floor(maxBytes / MEGABYTE)} MB fit.`;
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
      <img src=${url} alt=${`Preview of ${file.name}`} />
      <figcaption>
        <strong>${file.name}</strong>
        <span>${role === undefined ? "" : `${role} · `}${sizeText(file.size)}</span>
      </figcaption>
      <button
        type="button"
        class="icon-button"
        aria-label=${role === undefined ? "Remove the picture" : `Remove the picture ${role}`}
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

function sizeText(bytes: number): string {
  return bytes < MEGABYTE
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
