import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { inThread, titleOf } from "../talk/conversation.ts";
import type { Conversation } from "../talk/conversation.ts";
import { Icon } from "./icon.ts";
import { Message } from "./message.ts";
import type { Press } from "./message.ts";
import { Scroller } from "./scroller.ts";
import { isoText, whenText } from "./times.ts";
import { words } from "../language.ts";

interface ThreadProps {
  readonly job: string;
  readonly conversation: Conversation;
  /** Whether a person opened it, so that the keyboard should follow. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly onPress: Press;
}

/** One job beside the channel: its card, its clip, its buttons. */
export function Thread({ job, conversation, takesFocus, onClose, onPress }: ThreadProps) {
  const messages = inThread(conversation, `local:${job}`);
  const [isOwn, setOwn] = useState(false);
  const newest = messages.at(-1)?.id ?? "";
  const head = useRef<HTMLElement>(null);
  // What a button brings into the thread is its presser's own, who wants to see it.
  useEffect(() => setOwn(false), [newest]);
  const pressed: Press = (...press) => {
    setOwn(true);
    onPress(...press);
  };
  const shown = useRef(job);
  useEffect(() => {
    // The button that has begun this thread may have gone with the one before it.
    const isLost = shown.current !== job && document.activeElement === document.body;
    shown.current = job;
    // One of the two is hidden, and takes no focus.
    if (takesFocus || isLost)
      for (const button of head.current?.querySelectorAll("button") ?? []) button.focus();
  }, [job, takesFocus]);

  return html`
    <aside
      class="thread"
      aria-label=${words("Thread")}
      onKeyDown=${(event: KeyboardEvent) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <header class="thread-head" ref=${head}>
        <button
          type="button"
          class="icon-button only-narrow"
          aria-label=${words("Back to the conversation")}
          onClick=${onClose}
        >
          <${Icon} name="back" />
        </button>
        <h2 dir="auto">${titleOf(conversation, job)}</h2>
        <button
          type="button"
          class="icon-button only-wide"
          aria-label=${words("Close the thread")}
          onClick=${onClose}
        >
          <${Icon} name="close" />
        </button>
      </header>
      <${Scroller} label=${words("Thread")} newest=${newest} isOwn=${isOwn} key=${job}>
        <div class="thread-talk">
          ${messages.length === 0 && html`<p class="thread-empty">${words("It is in line. The card comes in a moment.")}</p>`}
          ${messages.map(
            (message) =>
              html`<article key=${message.id} aria-label="Rushes">
                <${Message} message=${message} onPress=${pressed} />
                <p class="meta">
                  <time datetime=${isoText(message.createdAt)}
                    >${whenText(message.createdAt, Date.now())}</time
                  >
                </p>
              </article>`,
          )}
        </div>
      <//>
    </aside>
  `;
}
