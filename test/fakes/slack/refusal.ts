/** An answer of Slack that says no: 200 with `ok: false` and a code, as a rule. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    code: string,
    more: Record<string, unknown> = {},
    { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.body = { ok: false, error: code, ...more };
    this.headers = headers;
  }
}

/** 429 in Slack's own form: the seconds are in the header. */
export function rateLimited(seconds: number): Refusal {
  const headers = { "retry-after": String(seconds) };
  return new Refusal("ratelimited", {}, { status: 429, headers });
}

/** What was sent is wrong at a place; Slack tells both. */
export function wrongAt(code: string, objections: readonly string[]): Refusal {
  const messages = objections.map((one) => `[ERROR] ${one}`);
  return new Refusal(code, { response_metadata: { messages } });
}

/** Codes that no well-made app ever hears: whoever provokes one has a bug. */
export const BLUNDERS = new Set([
  "block_mismatch",
  "invalid_arguments",
  "invalid_blocks",
  "invalid_metadata_format",
  "invalid_post_type",
  "metadata_too_large",
  "missing_argument",
  "msg_blocks_too_long",
  "msg_too_long",
  "no_text",
  "unknown_method",
  "view_too_large",
]);
