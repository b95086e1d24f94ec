import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import type { Suggestion } from "./completing.ts";
import { words } from "../language.ts";

interface MenuProps {
  readonly rows: readonly Suggestion[];
  readonly note: string | undefined;
  readonly active: number;
  readonly onPick: (row: Suggestion) => void;
  readonly onPoint: (index: number) => void;
}

export function rowId(index: number): string {
  return `suggestion-${index}`;
}

/** The list above the text field; the field keeps the focus and names the active row. */
export function Menu({ rows, note, active, onPick, onPoint }: MenuProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active, rows.length]);

  if (rows.length === 0) return note ? html`<p class="menu menu-note">${note}</p>` : undefined;
  const isTiled = rows.length > 3 && rows.every(isOneWord);
  return html`
    <ul
      class=${`menu ${isTiled ? "is-tiled" : ""}`}
      id="suggestions"
      role="listbox"
      aria-label=${words("Suggestions")}
      ref=${list}
      tabindex="0"
      onMouseDown=${(event: Event) => event.preventDefault()}
    >
      ${rows.map((row, index) => {
        const { name, about } = wordsOf(row);
        return html`<li
          key=${name}
          id=${rowId(index)}
          role="option"
          aria-selected=${index === active ? "true" : "false"}
          onPointerMove=${() => onPoint(index)}
          onPointerDown=${(event: Event) => {
            event.preventDefault();
            onPick(row);
          }}
        >
          <span class="menu-name">${name}</span>
          <span class="menu-about">${about}</span>
        </li>`;
      })}
    </ul>
  `;
}

/** Plain words stand beside each other: a column of them would be a wall. */
function isOneWord(row: Suggestion): boolean {
  return row.kind === "value" && ["", words("default"), row.value].includes(row.label);
}

function wordsOf(row: Suggestion): { name: string; about: string } {
  if (row.kind === "command") {
    return { name: `/${row.command.name}`, about: row.command.description };
  }
  if (row.kind === "option") return { name: `--${row.field.name}`, about: row.field.description };
  // The number of a video says nothing to a person; its words do.
  if (row.field.kind === "text" && row.field.completion?.endsWith("job") === true) {
    return { name: row.label, about: row.value };
  }
  return { name: row.value, about: row.label === row.value ? "" : row.label };
}
