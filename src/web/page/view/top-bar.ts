import { html } from "htm/preact";
import { useState } from "preact/hooks";
import type { BudgetView } from "../../../platforms/local/views.ts";
import { Icon, Logo } from "./icon.ts";
import { words } from "../language.ts";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const ICONS = { auto: "auto", light: "sun", dark: "moon" } as const;

export function TopBar({ budget }: { budget: BudgetView | undefined }) {
  return html`
    <header class="top-bar">
      <div class="brand">
        <${Logo} />
        <h1>Rushes</h1>
        <span class="brand-place">${words("Playground")}</span>
      </div>
      ${budget && html`<${Budget} budget=${budget} />`}
      <${ThemeButton} />
    </header>
  `;
}

function Budget({ budget }: { budget: BudgetView }) {
  const share = budget.limit === 0 ? 0 : (budget.used + budget.reserved) / budget.limit;
  return html`
    <div
      class=${`budget ${share >= 0.8 ? "is-low" : ""}`}
      title=${words("What this month's videos may cost")}
    >
      <span class="budget-words"
        ><span class="budget-label">${words("Budget")}</span> ${budget.text}</span
      >
      <span class="budget-bar" aria-hidden="true" style=${{ "--done": Math.min(1, share) }}></span>
    </div>
  `;
}

function ThemeButton() {
  const root = document.documentElement;
  const [theme, setTheme] = useState<Theme>(() => {
    return THEMES.find((known) => known === root.dataset["theme"]) ?? "auto";
  });

  function next() {
    const chosen = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
    root.dataset["theme"] = chosen;
    localStorage.setItem("rushes-theme", chosen);
    setTheme(chosen);
  }

  const label = labelOf(theme);
  return html`<button
    type="button"
    class="icon-button"
    aria-label=${label}
    title=${label}
    onClick=${next}
  >
    <${Icon} name=${ICONS[theme]} />
  </button>`;
}

function labelOf(theme: Theme): string {
  if (theme === "auto") return words("Colours: as your system");
  return theme === "light" ? words("Colours: light") : words("Colours: dark");
}
