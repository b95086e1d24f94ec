import { html } from "htm/preact";
import type { ClipView } from "../../../platforms/local/views.ts";
import { numberText, sizeText } from "./figures.ts";
import { Icon } from "./icon.ts";
import { words } from "../language.ts";

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
        <span>${numberText(clip.seconds)} s</span>
        <span>${clip.width} × ${clip.height}</span>
        <span>${sizeText(clip.bytes)}</span>
        <a class="text-button" href=${download} download=${clip.fileName}>
          <${Icon} name="download" />${words("Download")}
        </a>
      </figcaption>
    </figure>
  `;
}
