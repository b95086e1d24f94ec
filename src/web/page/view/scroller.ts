import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.ts";
import { words } from "../language.ts";

/** Closer to the end than this counts as being there, in px. */
const NEAR = 80;

interface ScrollerProps {
  readonly label: string;
  /** Changes when something new is at the end. */
  readonly newest: string;
  /** The newest is the reader's own, who wants to see it. */
  readonly isOwn?: boolean;
  readonly children: ComponentChildren;
}

/** Stays at the end while new things come, unless the reader has gone up to read. */
export function Scroller({ label, newest, isOwn = false, children }: ScrollerProps) {
  const view = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [hasNews, setNews] = useState(false);

  function toEnd() {
    if (view.current) view.current.scrollTop = view.current.scrollHeight;
  }

  useLayoutEffect(() => {
    if (isAtEnd.current || isOwn) toEnd();
    else setNews(true);
  }, [newest]);

  useLayoutEffect(() => {
    const grown = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd();
    });
    if (view.current) grown.observe(view.current);
    if (view.current?.firstElementChild) grown.observe(view.current.firstElementChild);
    return () => grown.disconnect();
  }, []);

  function onScroll() {
    const { current } = view;
    if (!current) return;
    isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR;
    if (isAtEnd.current) setNews(false);
  }

  return html`
    <div
      class="scroller"
      ref=${view}
      onScroll=${onScroll}
      tabindex="0"
      role="region"
      aria-label=${label}
    >
      <div class="scroller-content">${children}</div>
      ${
        hasNews &&
        html`<button type="button" class="button is-secondary news" onClick=${toEnd}>
          <${Icon} name="down" />${words("New messages")}
        </button>`
      }
    </div>
  `;
}
