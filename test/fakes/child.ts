import { z } from "zod";
import { createCalls } from "./child-calls.ts";

// The bot as a program of its own, as `src/main.ts` runs it. It writes down every call to the
// outside world in CALLS_FILE, and dies without a word at the one that KILL_AT names.

const { CALLS_FILE, KILL_AT } = z
  .object({ CALLS_FILE: z.string(), KILL_AT: z.string().optional() })
  .parse(process.env);

/** What a test may ask of a running bot: that its clock jumps. */
const Order = z.object({ stepClock: z.number() });

let clockStep = 0;
const realNow = Date.now;
Date.now = () => realNow() + clockStep;
process.on("message", (message) => {
  clockStep += Order.parse(message).stepClock;
});
// Nobody is left to watch: a bot never outlives its test.
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));

// Only now, so that all of it has this clock.
const { readConfig } = await import("../../src/config.ts");
const { start } = await import("../../src/main.ts");
const calls = createCalls({ file: CALLS_FILE, killAt: KILL_AT });
const bot = await start(readConfig(process.env), calls);
process.once("SIGTERM", () => void bot.stop().then(() => process.exit(0)));
process.send?.({ url: bot.url });
