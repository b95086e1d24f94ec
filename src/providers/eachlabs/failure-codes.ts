import type { FailureKind } from "../../errors.ts";
import { kindOfCode } from "../http.ts";

/** What eachlabs means by the codes of films that failed, where no word in them tells it. */
const KINDS: ReadonlyMap<unknown, FailureKind> = new Map([
  ["PROVIDER_REJECTED", "refused"],
  ["PROVIDER_BAD_REQUEST", "invalid"],
  ["INPUT_VALIDATION_ERROR", "invalid"],
  // The input lies with eachlabs: that it cannot be read there is nobody's fault here.
  ["INPUT_DOWNLOAD_ERROR", "unavailable"],
  // Its own key at the maker, not ours with it.
  ["PROVIDER_AUTH_ERROR", "unavailable"],
  ["PROVIDER_SERVER_ERROR", "unavailable"],
  ["NETWORK_ERROR", "unavailable"],
  ["EXECUTION_TIMEOUT", "unavailable"],
  ["PIPELINE_CONFIG_ERROR", "unavailable"],
  ["PUBLISH_FAILED", "unavailable"],
  ["WORKER_LOST", "unavailable"],
]);

/** What the code of a film that failed means; nothing for one that nobody knows. */
export function kindOfFailure(code: string | number | null | undefined): FailureKind | undefined {
  return KINDS.get(code) ?? kindOfCode(code);
}
