/** Time that passes only when a test says so, in epoch ms. */
export function createClock(start = Date.UTC(2026, 10, 21, 12)) {
  let time = start;
  return {
    now: () => time,
    advance(ms: number) {
      time += ms;
    },
    jumpTo(at: number) {
      time = Math.max(time, at);
    },
  };
}
export type Clock = ReturnType<typeof createClock>;
