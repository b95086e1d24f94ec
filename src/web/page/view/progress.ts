import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { elapsedText } from "./times.ts";
import { words } from "../language.ts";

/** A strip of film that fills as far as somebody truly knows; unknown, it only runs. */
export function Progress({ value, label }: { value: number | undefined; label: string }) {
  const percent = value === undefined ? undefined : Math.round(value * 100);
  return html`<div
    class=${`progress ${percent === undefined ? "is-unknown" : ""}`}
    role="progressbar"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${percent}
    style=${{ "--done": value ?? 0 }}
  >
    <span></span>
  </div>`;
}

/** How long it has been running: the one number that is always true. */
export function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return html`<span class="timecode" title=${words("Time since it began")}
    >${elapsedText(now - since)}</span
  >`;
}
