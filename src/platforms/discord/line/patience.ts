import { setTimeout as sleep } from "node:timers/promises";
import { PlatformError } from "../../../errors.ts";
import { codeOf, isAnswerLost } from "../failures.ts";
import type { Api, ApiCall } from "./api.ts";

/** How long to wait before each further try, in ms; what comes later is of no use to anybody. */
const PAUSES: readonly number[] = [100, 500, 2_000, 8_000, 30_000];
/** Discord may find an answer again that it has only just taken. */
const MISLAID = 10015;
const MISLAID_TRIES = 2;

/** Whether what a call does may be done twice. */
type Repeating = "as often as it takes" | "only if it was not heard";

/** Makes a call that no step of a job repeats: it is repeated here while Discord is out of breath. */
export async function patiently(
  api: Api,
  call: ApiCall,
  repeating: Repeating = "as often as it takes",
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await api.call(call);
      return;
    } catch (error) {
      const pause = PAUSES[tries];
      const mayPass = error instanceof PlatformError && error.failure === "unavailable";
      const isMislaid = codeOf(error) === MISLAID && tries < MISLAID_TRIES;
      const isDone = repeating === "only if it was not heard" && isAnswerLost(error);
      if (pause === undefined || isDone || !(mayPass || isMislaid)) throw error;
      await sleep(pause, undefined, { ref: false });
    }
  }
}
