import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CommandView } from "../../../platforms/local/views.ts";
import { accepted, hint, isOpenChoice } from "./completing.ts";
import type { Suggestion } from "./completing.ts";
import { commandOf, ready, typedInto, withoutCommand } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { pictureProblem } from "./picture.ts";
import { withoutPicture, withPicture } from "./pictures.ts";
import type { Pictures } from "./pictures.ts";
import { useSuggestions } from "./use-suggestions.ts";

export interface Submission {
  readonly command: CommandView;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly pictures: Pictures;
}

export interface ComposerProps {
  readonly commands: readonly CommandView[];
  readonly maxImageBytes: number;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onSubmit: (submission: Submission) => void;
  /** Brings back what was sent last. */
  readonly onRecall: () => void;
}

/** No row of the menu. */
const NONE = -1;

/** What the composer knows and does: where the caret is, what the menu offers, what a key means. */
export function useComposer(props: ComposerProps) {
  const { commands, maxImageBytes, draft, onDraft, onSubmit, onRecall } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(0);
  const [marked, setActive] = useState<number>();
  const [isClosed, setClosed] = useState(true);
  const [problem, setProblem] = useState("");
  const { question, found } = useSuggestions(draft, caret, commands);
  const rows = isClosed ? [] : found;
  // What nobody has to choose is not chosen by Enter, unless somebody has pointed at it.
  const first = isOpenChoice(question, draft) ? NONE : 0;
  const active = Math.min(marked ?? first, Math.max(0, rows.length - 1));
  const note = !isClosed && question && found.length === 0 ? hint(question) : undefined;
  /** The option that the next chosen file is for. */
  const asked = useRef<string | undefined>(undefined);
  const wantedCaret = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    const { current } = field;
    if (!current) return;
    current.style.height = "auto";
    current.style.height = `${current.scrollHeight}px`;
    if (wantedCaret.current === undefined) return;
    current.focus();
    current.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = undefined;
  }, [draft]);

  function change(next: Draft, nextCaret: number) {
    setProblem("");
    setActive(undefined);
    setCaret(nextCaret);
    onDraft(next);
  }

  function onInput({ currentTarget }: { currentTarget: HTMLTextAreaElement }) {
    const next = typedInto(draft, currentTarget.value, commands);
    const moved = currentTarget.value.length - next.words.length;
    const at = Math.max(0, currentTarget.selectionStart - moved);
    if (moved !== 0) wantedCaret.current = at;
    setClosed(false);
    change(next, at);
  }

  function accept(suggestion: Suggestion) {
    if (!question) return;
    const next = accepted(draft, question, caret, suggestion);
    if (suggestion.kind === "option" && suggestion.field.kind === "picture")
      pick(suggestion.field.name);
    wantedCaret.current = next.caret;
    change(next.draft, next.caret);
  }

  function submit() {
    // What was typed before the commands were known is read now.
    const read = ready(typedInto(draft, draft.words, commands), commands);
    if ("error" in read) {
      setProblem(read.error);
      field.current?.focus();
      return;
    }
    setClosed(true);
    onSubmit(read);
    wantedCaret.current = 0;
  }

  function leave() {
    setClosed(true);
    wantedCaret.current = caret;
    change(withoutCommand(draft, commands), caret);
  }

  /** Lets the person choose a file, for one option or for the next that has none. */
  function pick(option?: string) {
    asked.current = option;
    picker.current?.click();
  }

  function attach(file: File | undefined) {
    if (!file) return;
    const wrong = pictureProblem(file, maxImageBytes);
    if (wrong) setProblem(wrong);
    else {
      const command = commandOf(draft, commands);
      const pictures = withPicture(draft.pictures, file, command, asked.current);
      change({ ...draft, pictures }, caret);
    }
    asked.current = undefined;
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    // With words behind it, a slip must not make another command of it.
    const isHalfChosen = draft.command !== undefined && draft.words.trim() === "";
    const isMenuKey = rows.length > 0 && !event.shiftKey;
    if (isMenuKey && onMenuKey(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && isHalfChosen) {
      event.preventDefault();
      leave();
    } else if (event.key === "Backspace" && draft.command && draft.words === "") {
      event.preventDefault();
      const words = `/${draft.command.name}`;
      wantedCaret.current = words.length;
      setClosed(false);
      change({ ...draft, command: undefined, words }, words.length);
    } else if (event.key === "ArrowUp" && draft.words === "" && !draft.command) {
      event.preventDefault();
      onRecall();
    }
  }

  /** Whether the menu took the key. A command that is complete and needs nothing is sent at once. */
  function onMenuKey({ key }: KeyboardEvent): boolean {
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    const from = step < 0 ? Math.max(0, active) : active;
    if (step !== 0) setActive((from + step + rows.length) % rows.length);
    else if (key === "Escape") setClosed(true);
    else if (key === "Tab" || key === "Enter") {
      if (key === "Enter" && active === NONE) return false;
      const row = rows[Math.max(0, active)];
      if (key === "Enter" && row?.kind === "command" && isComplete(row.command)) return false;
      if (row) accept(row);
    } else return false;
    return true;
  }

  function isComplete(command: CommandView): boolean {
    return draft.words === `/${command.name}` && !command.fields.some((f) => f.isRequired);
  }

  function onPaste(event: ClipboardEvent) {
    const [file] = [...(event.clipboardData?.files ?? [])];
    if (!file) return;
    event.preventDefault();
    asked.current = undefined;
    attach(file);
  }

  function ask(name: string) {
    const head = draft.words.trimEnd();
    const words = `${head}${head === "" ? "" : " "}--${name} `;
    wantedCaret.current = words.length;
    setClosed(false);
    change({ ...draft, words }, words.length);
  }

  function removePicture(name: string) {
    wantedCaret.current = caret;
    change({ ...draft, pictures: withoutPicture(draft.pictures, name) }, caret);
  }

  return {
    field,
    picker,
    menu: { rows, note, active, onPick: accept, onPoint: setActive },
    problem,
    attach,
    pick,
    removePicture,
    ask,
    submit,
    leave,
    change: (next: Draft) => change(next, caret),
    typing: {
      onInput,
      onKeyDown,
      onPaste,
      onBlur: ({ relatedTarget }: FocusEvent) => {
        setClosed(true);
        // The menu goes with this, and would take the focus along.
        if (relatedTarget instanceof Element && relatedTarget.role === "listbox") {
          field.current?.focus();
        }
      },
      onSelect: () => setCaret(field.current?.selectionStart ?? 0),
    },
  };
}
