import { html } from "htm/preact";
import { useState } from "preact/hooks";
import type { Teaser as TeaserData } from "../talk/conversation.ts";
import { numberText } from "./figures.ts";
import { Icon } from "./icon.ts";
import { Progress } from "./progress.ts";
import { useIsWatched } from "./use-is-watched.ts";
import { words } from "../language.ts";

interface TeaserProps {
  readonly job: string;
  readonly title: string;
  readonly teaser: TeaserData;
  readonly isOpen: boolean;
  readonly onOpen: (job: string) => void;
}

/** A thread as it shows in the channel: how it stands, and the way in. */
export function Teaser({ job, title, teaser: { card, clip }, isOpen, onOpen }: TeaserProps) {
  const { isWatched, watching } = useIsWatched();
  const tone = clip ? "good" : (card?.tone ?? "working");
  return html`
    <button
      type="button"
      class=${`teaser is-${tone} ${isOpen ? "is-open" : ""}`}
      data-job=${job}
      aria-expanded=${isOpen ? "true" : "false"}
      onClick=${() => onOpen(job)}
      ...${watching}
    >
      <span class="teaser-frame" aria-hidden="true">
        ${clip?.clip?.poster && html`<img src=${clip.clip.poster} alt="" />`}
        ${clip?.clip && isWatched && html`<${Moving} key=${clip.id} src=${clip.clip.preview} />`}
        ${tone !== "working" && html`<${Icon} name=${iconOf(card, clip)} />`}
        ${clip?.clip && html`<span class="teaser-length">${numberText(clip.clip.seconds)} s</span>`}
      </span>
      <span class="teaser-words">
        <span class="teaser-title" dir="auto">${title}</span>
        <span class="teaser-state">${stateOf(card, clip)}</span>
        ${tone === "working" && html`<${Progress} value=${card?.progress} label=${title} />`}
      </span>
      <${Icon} name="open" />
    </button>
  `;
}

/** What its card says; one that ends nowhere, as a storyboard's, says less than the newest clip. */
function stateOf(card: TeaserData["card"], clip: TeaserData["clip"]): string {
  const isOpenEnded = card?.tone === "neutral" || card?.tone === "warning";
  if (clip && isOpenEnded) return clip.text;
  return card?.text ?? words("In line…");
}

/** Hides what stands before it, once it moves. */
function Moving({ src }: { src: string }) {
  const [isThere, setThere] = useState(false);
  return html`<img
    class=${`teaser-moving ${isThere ? "is-there" : ""}`}
    src=${src}
    alt=""
    onLoad=${() => setThere(true)}
  />`;
}

/** A clip plays, what has buttons waits for somebody, anything else has ended without a clip. */
function iconOf(card: TeaserData["card"], clip: TeaserData["clip"]) {
  if (clip) return "play";
  const isWaiting = card?.tone === "neutral" || card?.tone === "warning";
  return isWaiting && card.buttons.length > 0 ? "picture" : "close";
}
