import type { BudgetView, MessageView, RemovalView } from "../../../platforms/local/views.ts";

/** How long to wait before looking for a server that is away, in ms; then always the last. */
const PAUSES = [400, 1_000, 2_000, 4_000];

/** A server that is there says so every 15 s: one that is silent for longer has gone unnoticed, in ms. */
const SILENCE = 40_000;

export interface Listener {
  /** From where events are wanted: asked anew at every connection, so that none is missed. */
  readonly since: () => number;
  readonly onChange: (change: MessageView | RemovalView) => void;
  readonly onBudget: (budget: BudgetView) => void;
  readonly onStatus: (isLive: boolean) => void;
}

/** Listens to the server's events, and comes back after every interruption. Answers how to stop. */
export function listen({ since, onChange, onBudget, onStatus }: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function heard() {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE);
  }

  function lost() {
    clearTimeout(silence);
    source?.close();
    onStatus(false);
    timer = setTimeout(connect, PAUSES[Math.min(failures, PAUSES.length - 1)]);
    failures += 1;
  }

  function connect() {
    source = new EventSource(`/api/local/events?since=${since()}`);
    heard();
    source.addEventListener("open", () => {
      failures = 0;
      onStatus(true);
    });
    for (const name of ["open", "message", "budget", "ping"]) source.addEventListener(name, heard);
    source.addEventListener("message", ({ data }) => onChange(JSON.parse(String(data))));
    source.addEventListener("budget", ({ data }) => onBudget(JSON.parse(String(data))));
    source.addEventListener("error", lost);
  }

  connect();
  return () => {
    clearTimeout(timer);
    clearTimeout(silence);
    source?.close();
  };
}
