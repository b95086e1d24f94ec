import { monitorEventLoopDelay } from "node:perf_hooks";

// Loaded before the bot: tells how late its event loop is, each time it is asked.
const RESOLUTION = 5; // ms
const delays = monitorEventLoopDelay({ resolution: RESOLUTION });
delays.enable();

/** What the histogram holds is the time between two ticks of its own clock. */
const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);

process.on("message", () => {
  process.send?.({
    median: late(delays.percentile(50)),
    p99: late(delays.percentile(99)),
    longest: late(delays.max),
  });
  delays.reset();
});
process.channel?.unref();
