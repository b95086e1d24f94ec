import { html } from "htm/preact";

const PATHS = {
  picture: "M4 5.5h16v13H4zM4 16l4.5-4.5 4 4 2.5-2.5L20 17.5M15.5 9.5h.01",
  close: "M7 7l10 10M17 7L7 17",
  send: "M12 19V5M5.5 11.5L12 5l6.5 6.5",
  back: "M14.5 5.5L8 12l6.5 6.5",
  open: "M9.5 5.5L16 12l-6.5 6.5",
  play: "M8.5 6v12l10-6z",
  download: "M12 4.5v10.5M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14",
  sun: "M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  auto: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  down: "M12 5v14M5.5 12.5L12 19l6.5-6.5",
} as const;

/** A line drawing that only repeats what the text beside it, or its button's label, says. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return html`<svg class=${`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${PATHS[name]} />
  </svg>`;
}

/** A frame of film with the light going through it. */
export function Logo() {
  return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <rect class="logo-film" x="3" y="4" width="26" height="24" rx="5.500" />
    <path
      class="logo-holes"
      d="M6.2 8.5h2.6v2.6H6.2zM6.2 14.7h2.6v2.6H6.2zM6.2 20.9h2.6v2.6H6.2zM23.2 8.5h2.6v2.6h-2.6zM23.2 14.7h2.6v2.6h-2.6zM23.2 20.9h2.6v2.6h-2.6z"
    />
    <path
      class="logo-light"
      d="M12.6 10.3c0-.900 1-1.5 1.8-1l7 5c.700.5.700 1.5 0 2l-7 5c-.800.5-1.8 0-1.8-1z"
    />
  </svg>`;
}
