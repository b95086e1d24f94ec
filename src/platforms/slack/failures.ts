import { webApi } from "@slack/bolt";
import { z } from "zod";
import { PlatformError } from "../../errors.ts";
import type { PlatformFailure } from "../../errors.ts";
import { CLOSED_PLACES, reasonOf } from "./reasons.ts";

/** Slack's codes by what they mean for us. What is not here is a mistake of ours: a bug. */
const FAILURES: Readonly<Record<PlatformFailure, readonly string[]>> = {
  gone: [
    "message_not_found",
    "thread_not_found",
    "file_not_found",
    "file_deleted",
    "cant_update_message",
    "cant_delete_message",
    "edit_window_closed",
    "expired_trigger_id",
    "exchanged_trigger_id",
    "invalid_trigger_id",
    "trigger_expired",
    "trigger_exchanged",
    "hash_conflict",
    "not_found",
    "user_not_found",
  ],
  forbidden: [
    ...CLOSED_PLACES,
    "message_limit_exceeded",
    "storage_limit_reached",
    "file_share_limit_reached",
    "file_uploads_disabled",
    "file_uploads_except_images_disabled",
    "file_type_not_allowed",
    "slack_connect_file_upload_sharing_blocked",
    "slack_connect_blocked_file_type",
    "messages_tab_disabled",
    "user_not_in_channel",
    "cannot_dm_bot",
    "access_denied",
    "account_inactive",
    "token_revoked",
    "missing_scope",
    "no_permission",
    "org_login_required",
    "team_access_not_granted",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "two_factor_setup_required",
    "not_allowed_token_type",
    "accesslimited",
  ],
  "too-large": ["file_upload_size_restricted"],
  unavailable: [
    "ratelimited",
    "rate_limited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "file_update_failed",
  ],
};

const Needed = z.looseObject({ needed: z.string() });

/** What a code of Slack's looks like: its client takes any text in the place of one. */
const CODE = /^[a-z0-9_]+$/;

const FAILURE_OF = new Map(
  entriesOf(FAILURES).flatMap(([failure, codes]) => codes.map((code) => [code, failure] as const)),
);

/** The token is of no more use: this workspace has let us go, or an operator has to act. */
const LOST_TOKEN = ["account_inactive", "token_revoked", "invalid_auth", "not_authed"];

/** Nobody can be reached there, now or at all: then the person who asked is written to. */
const CLOSED = [
  ...CLOSED_PLACES,
  "slack_connect_file_upload_sharing_blocked",
  "slack_connect_blocked_file_type",
];

/** Slack was not asked at all. */
export class Unsent extends PlatformError {}

/** Turns what the client throws into ours; a mistake of ours stays what it is. */
export function toPlatformError(error: unknown): unknown {
  const code = codeOf(error);
  if (code !== undefined) {
    const failure = FAILURE_OF.get(code);
    if (failure === undefined) return error;
    const reason = reasonOf(code, neededIn(error));
    return new PlatformError(failure, `Slack: ${code}`, { cause: error, reason });
  }
  if (isMangled(error)) {
    return new PlatformError("unavailable", "Slack's answer cannot be read", { cause: error });
  }
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new PlatformError("unavailable", "Slack asks for a pause", { cause: error });
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const failure = error.statusCode === 413 ? "too-large" : "unavailable";
    return new PlatformError(failure, `Slack answered ${error.statusCode}`, { cause: error });
  }
  if (error instanceof webApi.WebAPIRequestError) {
    return new PlatformError("unavailable", "Slack did not answer", { cause: error });
  }
  return error;
}

/** Slack's own code of a clear refusal, also when it has been turned into ours. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof PlatformError) return codeOf(error.cause);
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined;
  return CODE.test(error.data.error) ? error.data.error : undefined;
}

/** The permission that a call lacks, as Slack names it. */
function neededIn(error: unknown): string | undefined {
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined;
  return Needed.safeParse(error.data).data?.needed;
}

/** A page of somebody between us and Slack, or half a body: Slack may have done what was asked. */
function isMangled(error: unknown): boolean {
  return error instanceof webApi.WebAPIPlatformError || error instanceof TypeError;
}

export function isTokenLost(error: unknown): boolean {
  return LOST_TOKEN.includes(codeOf(error) ?? "");
}

export function isClosed(error: unknown): boolean {
  return CLOSED.includes(codeOf(error) ?? "");
}

/** Whether Slack has certainly done nothing. */
export function isRefused(error: unknown): boolean {
  if (error instanceof Unsent) return true;
  if (error instanceof PlatformError) return isRefused(error.cause);
  const code = codeOf(error);
  if (code === undefined) return error instanceof webApi.WebAPIRateLimitedError;
  return !["internal_error", "fatal_error", "service_unavailable", "request_timeout"].includes(
    code,
  );
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>) {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys.map((key) => [key, record[key]] as const);
}
