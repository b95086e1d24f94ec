import { useEffect, useState } from "preact/hooks";
import type { CommandView } from "../../../platforms/local/views.ts";
import { BLANK } from "./draft.ts";
import type { Draft } from "./draft.ts";

const KEPT_AS = "rushes-draft";

/** What is kept of a draft: pictures are not. */
type Kept = Pick<Draft, "words" | "options"> & { readonly command?: string | undefined };

/** What is being written, in this tab: a reload does not lose it. */
export function useDraft(commands: readonly CommandView[]) {
  const [draft, setDraft] = useState<Draft>(BLANK);
  const isReady = commands.length > 0;

  useEffect(() => {
    if (isReady) setDraft((now) => (now === BLANK ? restored(commands) : now));
  }, [isReady]);

  function keep(next: Draft) {
    setDraft(next);
    const { command, words, options } = next;
    const kept: Kept = { command: command?.name, words, options };
    sessionStorage.setItem(KEPT_AS, JSON.stringify(kept));
  }

  return { draft, setDraft: keep };
}

function restored(commands: readonly CommandView[]): Draft {
  const kept: Kept | null = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "null");
  if (!kept) return BLANK;
  const command = commands.find(({ name }) => name === kept.command);
  if (kept.command !== undefined && !command) return BLANK;
  return { ...BLANK, command, words: kept.words, options: kept.options };
}
