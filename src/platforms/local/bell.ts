/** Wakes whoever waits for news. A ring that nobody hears is not kept. */
export function createBell() {
  let ringing = Promise.withResolvers<void>();

  return {
    ring(): void {
      ringing.resolve();
      ringing = Promise.withResolvers<void>();
    },

    /** Resolves at the next ring, after `ms`, or when `signal` is aborted; never rejects. */
    async wait(ms: number, signal: AbortSignal): Promise<void> {
      const over = Promise.withResolvers<void>();
      const end = () => over.resolve();
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
      if (signal.aborted) end();
      await Promise.race([ringing.promise, over.promise]);
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    },
  };
}

export type Bell = ReturnType<typeof createBell>;
