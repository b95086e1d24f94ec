import type { Logger } from "../../../log.ts";

/** Anybody may send us anything: of each kind, one line in so many ms. */
const EVERY = 10 * 60_000;

/** Tells an operator of requests that are not believed, since Slack does not: a wrong secret, a wrong clock. */
export function createRefusals({ now, log }: { now: () => number; log: Logger }) {
  const told = new Map<string, number>();

  function warn(facts: object, text: string): void {
    if (now() - (told.get(text) ?? -Infinity) < EVERY) return;
    told.set(text, now());
    log.warn(facts, text);
  }

  return {
    /** Its time is `seconds` behind ours. */
    late: (seconds: number) =>
      warn(
        { seconds },
        "a request bears another time than ours: if it is Slack's, a clock is wrong",
      ),
    /** It is not signed with our secret. */
    unsigned: () =>
      warn({}, "a request is signed otherwise: if it is Slack's, set SLACK_SIGNING_SECRET anew"),
  };
}
