import type { Config } from "../config.ts";
import { STUDIOS } from "../open/studios.ts";
import type { Account } from "./account.ts";

/** The studios that have an account. Their adapters are loaded only where they are on. */
export function accountsOf(config: Config): Account[] {
  return STUDIOS.map(({ name, key, look }) => ({ name, variable: key, ask: look(config) }));
}
