import { ProviderError, unreachable } from "../errors.ts";
import type { Check, Finding } from "./finding.ts";
import { fine, off, wrong } from "./finding.ts";

/** How one provider is looked at. */
export interface Account {
  readonly name: string;
  /** The variable that holds its key. */
  readonly variable: string;
  /**
   * Asks the provider for something that is free and needs the key, and answers with what there is
   * to say about it. Throws `ProviderError`. Nothing where the provider is off.
   */
  readonly ask: (() => Promise<string>) | undefined;
}

/** Whether a provider takes the key that it was given. */
export function accountCheck({ name, variable, ask }: Account): Check {
  return {
    name,
    async run() {
      if (!ask) return [off("off", `set ${variable} to film with it`)];
      try {
        return [fine(await ask())];
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        return [refusalFinding(error, variable)];
      }
    },
  };
}

function refusalFinding({ kind, message }: ProviderError, variable: string): Finding {
  switch (kind) {
    case "auth":
      return wrong("its key is not accepted", `set ${variable} anew`);
    case "billing":
      return wrong("its account is empty", "fill it at the provider");
    case "throttled":
    case "unavailable":
      return wrong(`it does not answer (${message})`, "check its address, or try again later");
    case "invalid":
    case "gone":
      return fine("it answers, and has nothing free to ask: the first video will tell");
    case "refused":
    case "unknown":
      return wrong(`its answer cannot be read (${message})`, "check its address");
    default:
      return unreachable(kind);
  }
}
