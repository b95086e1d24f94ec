import { UserError } from "../errors.ts";
import type { Logger } from "../log.ts";

/** Answers whether a text may be filmed. Throws when it cannot tell. */
export type Judge = (text: string) => Promise<boolean>;

/** Looks at prompts before any money is set aside. */
export interface Moderation {
  /** Throws `UserError` for what may not be filmed, and when a judge does not answer. */
  check(texts: readonly string[]): Promise<void>;
}

/** Every text must please every judge. Without judges, everything is fine. */
export function createModeration({
  judges,
  log,
}: {
  judges: readonly Judge[];
  log: Logger;
}): Moderation {
  async function isFine(text: string): Promise<boolean> {
    try {
      const verdicts = await Promise.all(judges.map((judge) => judge(text)));
      return verdicts.every(Boolean);
    } catch (error) {
      log.warn({ err: error }, "a prompt could not be checked");
      throw new UserError(
        "Prompts are checked here, and the check does not answer right now. Nothing is filmed and nothing is charged; please try again in a minute.",
        {},
        { cause: error },
      );
    }
  }

  return {
    async check(texts) {
      const verdicts = await Promise.all([...new Set(texts)].map(isFine));
      if (verdicts.every(Boolean)) return;
      throw new UserError(
        "This cannot be filmed here: it breaks the rules of whoever runs this bot. Try other words.",
      );
    },
  };
}
