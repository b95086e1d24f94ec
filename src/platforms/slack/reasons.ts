import { said } from "../../said.ts";
import type { Said } from "../../said.ts";

/** Slack's codes for a place where we may not post. */
export const CLOSED_PLACES: readonly string[] = [
  "not_in_channel",
  "channel_not_found",
  "invalid_channel",
  "is_archived",
  "is_inactive",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "restricted_action_non_threadable_channel",
  "restricted_action_thread_locked",
  "cannot_reply_to_message",
  "posting_to_channel_denied",
];

/** What a clear no of Slack's means for people there, and what somebody can do about it. */
const REASONS: readonly { readonly codes: readonly string[]; say(right: string): Said }[] = [
  {
    codes: ["missing_scope", "no_permission", "not_allowed_token_type"],
    say: (right) =>
      said(
        "I lack a permission in this workspace ({{right}}). An admin has to install me once more.",
        { right },
      ),
  },
  {
    codes: ["token_revoked", "account_inactive", "invalid_auth", "not_authed", "token_expired"],
    say: () =>
      said("This workspace takes nothing from me now. An admin has to install me once more."),
  },
  {
    codes: [
      "org_login_required",
      "team_access_not_granted",
      "ekm_access_denied",
      "enterprise_is_restricted",
      "two_factor_setup_required",
      "access_denied",
      "accesslimited",
    ],
    say: () => said("The rules of this workspace keep me out. An admin has to let me in."),
  },
  {
    codes: ["storage_limit_reached", "message_limit_exceeded", "file_share_limit_reached"],
    say: () =>
      said("This workspace has no room left. An admin has to make some, or change its plan."),
  },
  {
    codes: [
      "file_uploads_disabled",
      "file_uploads_except_images_disabled",
      "file_type_not_allowed",
      "file_upload_size_restricted",
      "slack_connect_file_upload_sharing_blocked",
      "slack_connect_blocked_file_type",
    ],
    say: () => said("This workspace takes no videos here. An admin has to allow such uploads."),
  },
  {
    codes: CLOSED_PLACES,
    say: () =>
      said("I may not post in this channel. Invite me with /invite @rushes, or ask an admin."),
  },
];

const REASON_OF = new Map(
  REASONS.flatMap(({ codes, say }) => codes.map((code) => [code, say] as const)),
);

/** `needed` is the permission that Slack names, if it does. */
export function reasonOf(code: string, needed?: string): Said | undefined {
  return REASON_OF.get(code)?.(needed ?? code);
}
