import type { Logger as BoltLogger } from "@slack/bolt";
import { LogLevel } from "@slack/bolt";
import type { Logger } from "../../../log.ts";

/** Our log for Slack's libraries. What they say below a warning holds whole messages: it is dropped. */
export function boltLog(log: Logger): BoltLogger {
  const say = (...said: unknown[]) => new Error(said.map(String).join(" "));
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.debug({ err: say(...said) }, "Slack's client warns"),
    error: (...said) => log.warn({ err: say(...said) }, "Slack's client complains"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.ERROR,
    setName: () => undefined,
  };
}
