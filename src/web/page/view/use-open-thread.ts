import { useEffect, useRef, useState } from "preact/hooks";

/** The thread beside the channel; `byHand` when a person opened it, so that the keyboard follows. */
type Open = { readonly job: string; readonly byHand: boolean } | undefined;

/**
 * Which thread is open. The address says so too: a reload keeps it, a link leads to it, and the back
 * button closes it.
 */
export function useOpenThread() {
  const [open, setOpen] = useState<Open>(atAddress);

  useEffect(() => {
    const onMove = () => setOpen(atAddress());
    addEventListener("popstate", onMove);
    return () => removeEventListener("popstate", onMove);
  }, []);

  // The keyboard goes back to where it came from, once that takes it again.
  const last = useRef<string>(undefined);
  useEffect(() => {
    const closed = last.current;
    last.current = open?.job;
    if (open || closed === undefined) return;
    const opener = document.querySelector<HTMLElement>(`[data-job="${closed}"]`);
    (opener ?? document.querySelector<HTMLElement>("#prompt"))?.focus();
  }, [open]);

  return {
    open,

    /** Opens a thread because a person wants to see it. */
    show(job: string) {
      if (open) history.replaceState(history.state, "", `#${job}`);
      else history.pushState({ isOurs: true }, "", `#${job}`);
      setOpen({ job, byHand: true });
    },

    /** Opens a thread because something began in it: nothing to go back from. */
    follow(job: string) {
      history.replaceState(history.state, "", `#${job}`);
      setOpen({ job, byHand: false });
    },

    close() {
      setOpen(undefined);
      if (history.state?.isOurs === true) history.back();
      else history.replaceState(undefined, "", location.pathname);
    },
  };
}

function atAddress(): Open {
  const job = location.hash.slice(1);
  return /^[\w-]+$/.test(job) ? { job, byHand: false } : undefined;
}
