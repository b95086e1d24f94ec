import { useEffect, useRef, useState } from "preact/hooks";
import type { MessageView, RemovalView } from "../../../platforms/local/views.ts";
import { listen } from "./connection.ts";
import { EMPTY, changed, loaded, spoken } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";
import { fetchChannel, fetchLineUp } from "./requests.ts";
import type { CommandLineUp } from "./requests.ts";

/** How long to wait before the first answer is asked for again, in ms. */
const PAUSE = 1_500;

/** Keeps the conversation as the server knows it, over every interruption. */
export function useTalk() {
  const [lineUp, setLineUp] = useState<CommandLineUp>();
  const [conversation, setConversation] = useState<Conversation>(EMPTY);
  const [isLive, setLive] = useState(true);
  const [aloud, setAloud] = useState("");
  const latest = useRef(conversation);

  function keep(next: Conversation) {
    latest.current = next;
    setConversation(next);
  }

  function take(change: MessageView | RemovalView) {
    const words = spoken(latest.current.messages.get(change.id), change);
    if (words !== undefined) setAloud(words);
    keep(changed(latest.current, change));
  }

  useEffect(() => {
    const leaving = new AbortController();
    const begin = async () => {
      const [commands, channel] = await Promise.all([fetchLineUp(), fetchChannel()]);
      if (leaving.signal.aborted) return;
      setLineUp(commands);
      keep(loaded(channel));
      setLive(true);
      const stop = listen({
        since: () => latest.current.revision,
        onChange: take,
        onBudget: (budget) => setLineUp((known) => known && { ...known, budget }),
        onStatus: setLive,
      });
      leaving.signal.addEventListener("abort", stop);
    };
    const tryToBegin = () => {
      begin().catch(() => {
        setLive(false);
        if (!leaving.signal.aborted) setTimeout(tryToBegin, PAUSE);
      });
    };
    tryToBegin();
    return () => leaving.abort();
  }, []);

  return { lineUp, conversation, isLive, aloud };
}
