import { html } from "htm/preact";
import type { ClipView } from "../../../platforms/local/views.ts";
import { Icon } from "./icon.ts";

/** A clip that plays where it stands. Its room is known before its bytes, so that nothing jumps. */
export function Clip({ clip }: { clip: ClipView }) {
  const ratio = `${clip.width} / ${clip.height}`;
  const download = `${clip.url}?${new URLSearchParams({ download: clip.fileName })}`;
  return html`
    <figure class=${`clip ${clip.height > clip.width ? "is-tall" : ""}`}>
      <video
        style=${{ aspectRatio: ratio }}
        src=${clip.url}
        poster=${clip.poster}
        controls
        playsinline
        loop
        preload="metadata"
        aria-label=${clip.alt}
      ></video>
      <figcaption>
        <span>${clip.seconds} s</span>
        <span>${clip.width} × ${clip.height}</span>
        <span>${sizeText(clip.bytes)}</span>
        <a class="text-button" href=${download} download=${clip.fileName}>
          <${Icon} name="download" />Download
        </a>
      </figcaption>
    </figure>
  `;
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
