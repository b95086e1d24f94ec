import type { Sweep } from "../sweeping.ts";
import type { Store } from "./store.ts";

/** Takes what has expired out of the key-value table; for its readers it has been gone since. */
export function expired({ db }: Store): Sweep {
  return (now) => db.deleteFrom("kv").where("expires_at", "<=", now).execute();
}
