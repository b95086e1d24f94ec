import { html } from "htm/preact";

/** Small paintings of the example prompts. */
export function Boat() {
  return html`<svg
    class="scene scene-boat"
    viewBox="0 0 160 90"
    aria-hidden="true"
    preserveAspectRatio="xMidYMid slice"
  >
    <rect class="sky" width="160" height="90" />
    <path
      class="far"
      d="M0 62V30h14v-9h12v15h9V14h13v30h10V24h15v22h8V10h12v26h11V20h14v20h10V28h12v14h12V18h8v44z"
    />
    <path
      class="lights"
      d="M4 36h4M17 27h4M39 20h4M39 28h4M62 30h5M85 16h4M85 26h4M110 26h5M130 34h4M153 24h4"
    />
    <rect class="water" y="58" width="160" height="32" />
    <path class="glow" d="M20 66h28M92 70h36M52 82h30M112 80h20M8 76h16" />
    <path class="boat" d="M58 60h44l-9 13H67zM80 38l13 20H67z" />
    <path class="boat-fold" d="M80 38v20h13z" />
    <path
      class="rain"
      d="M12 4l-4 12M34 2l-4 12M58 5l-4 12M77 1l-4 12M101 4l-4 12M124 2l-4 12M148 6l-4 12M46 24l-4 12M112 22l-4 12M140 30l-4 12M22 32l-4 12"
    />
  </svg>`;
}

export function Fox() {
  return html`<svg
    class="scene scene-fox"
    viewBox="0 0 160 90"
    aria-hidden="true"
    preserveAspectRatio="xMidYMid slice"
  >
    <rect class="sky" width="160" height="90" />
    <circle class="sun" cx="112" cy="34" r="15" />
    <path
      class="far"
      d="M0 62l10-22 9 20 12-30 12 30 9-20 11 22 10-28 11 27 12-32 13 33 10-24 11 24 10-30 12 29 8-14v51H0z"
    />
    <path class="fog" d="M0 58c30-8 50 6 80 0s54-6 80 0v14H0z" />
    <path class="near" d="M0 90V72c24-8 44 2 74-3s62-6 86 2v19z" />
    <path
      class="fox"
      d="M58 76c-9 1-16-3-18-10 6 4 11 3 16 0 5-4 13-4 18-3l7-9 2 5 4-3v7l7 4-8 4c-2 5-5 6-8 6l1 7h-3l-2-6H62l-2 6h-3z"
    />
    <path class="fog thin" d="M0 76c40-6 60 4 90 0s50-4 70 0v5H0z" />
  </svg>`;
}

export function Moon() {
  return html`<svg
    class="scene scene-moon"
    viewBox="0 0 160 90"
    aria-hidden="true"
    preserveAspectRatio="xMidYMid slice"
  >
    <rect class="sky" width="160" height="90" />
    <path
      class="stars"
      d="M16 14h.01M38 26h.01M60 10h.01M84 22h.01M104 8h.01M22 40h.01M70 34h.01M148 44h.01M96 38h.01M52 44h.01"
    />
    <circle class="earth" cx="128" cy="24" r="12" />
    <path class="earth-land" d="M120 20c4-5 9-2 8 2s-6 3-8 2zM128 30c3-3 8-3 9 0s-6 6-9 0z" />
    <path class="ground" d="M0 90V66c30-9 60-12 90-9s54 5 70 9v24z" />
    <path class="crater" d="M22 74c6-3 14-3 18 0M112 78c8-3 18-3 22 0M76 82c4-2 9-2 12 0" />
    <path
      class="suit"
      d="M62 68V55c0-4 2-6 6-7a8 8 0 1 1 8 0c5 1 7 4 7 8l7 3-1 3-10-3v9h-4v-8h-4v8z"
    />
    <path class="visor" d="M69 40h7a4 4 0 0 1 0 6h-7z" />
    <path
      class="leaves"
      d="M98 67c-1-7 2-10 6-11-1 6-3 9-6 11zM98 67c-1-6-4-8-8-9 1 6 4 8 8 9zM112 68c0-6 3-8 6-9-1 6-3 8-6 9zM112 68c-1-5-3-7-6-8 0 5 3 7 6 8z"
    />
  </svg>`;
}
