import { useEffect, useState } from "preact/hooks";
import type { CommandView } from "../../../platforms/local/views.ts";
import { fetchCompletions } from "../talk/requests.ts";
import type { Suggested } from "../talk/requests.ts";
import { questionAt, suggestions } from "./completing.ts";
import type { Draft } from "./draft.ts";

/** Nobody is asked for every letter of a fast typist, in ms. */
const PAUSE = 120;

/** What is asked where the caret stands, and what fits; some of it is known to the server only. */
export function useSuggestions(draft: Draft, caret: number, commands: readonly CommandView[]) {
  const [completed, setCompleted] = useState<readonly Suggested[]>([]);
  const question = questionAt(draft, caret, commands);
  const field = question?.kind === "value" ? question.field : undefined;
  const source = field?.kind === "text" ? field.completion : undefined;
  const typed = question?.typed ?? "";

  useEffect(() => {
    setCompleted([]);
    if (!source) return undefined;
    let isCurrent = true;
    const complete = async () => {
      // Without completions people type the word themselves.
      const found = await fetchCompletions(source, typed).catch(() => []);
      if (isCurrent) setCompleted(found);
    };
    const timer = setTimeout(() => void complete(), PAUSE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [source, typed]);

  const found = question ? suggestions(question, draft, commands, completed) : [];
  return { question, found };
}
