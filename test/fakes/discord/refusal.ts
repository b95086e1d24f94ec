/** An answer of Discord that says no: its HTTP status, and its own code. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: number,
    message: string,
    more: { headers?: Record<string, string>; body?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.status = status;
    this.body = { message, code, ...more.body };
    this.headers = more.headers ?? {};
  }
}

/** Code, status and words of the refusals that the bot must know. */
const KNOWN: Record<number, [status: number, message: string]> = {
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10008: [404, "Unknown Message"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  20009: [403, "Explicit content cannot be sent to the desired recipient(s)"],
  30046: [429, "Maximum number of edits to messages older than 1 hour reached. Try again later"],
  40005: [413, "Request entity too large"],
  40060: [400, "Interaction has already been acknowledged."],
  50001: [403, "Missing Access"],
  50013: [403, "Missing Permissions"],
  50027: [401, "Invalid Webhook Token"],
  50035: [400, "Invalid Form Body"],
  50045: [400, "File uploaded exceeds the maximum size"],
  50083: [400, "Thread is archived"],
  160_004: [400, "A thread has already been created for this message"],
  160_005: [400, "Thread is locked"],
  160_006: [400, "Maximum number of active threads reached"],
  200_000: [403, "Message was blocked by automatic moderation"],
  200_001: [403, "Title was blocked by automatic moderation"],
  240_000: [400, "Message blocked by harmful links filter"],
  400_001: [403, "Access to file uploads has been limited for this guild"],
};

export function refusal(code: number, body?: Record<string, unknown>): Refusal {
  const [status, message] = KNOWN[code] ?? [400, `Code ${code}`];
  return new Refusal(status, code, message, { body });
}

/** 429 in Discord's own form: seconds in the body and the headers. */
export function rateLimited(seconds: number, scope: "user" | "global" | "shared"): Refusal {
  const headers = {
    "retry-after": String(seconds),
    "x-ratelimit-scope": scope,
    ...(scope === "global"
      ? { "x-ratelimit-global": "true" }
      : { "x-ratelimit-limit": "5", "x-ratelimit-remaining": "0" }),
    ...(scope === "global" ? {} : { "x-ratelimit-reset-after": String(seconds) }),
    ...(scope === "global" ? {} : { "x-ratelimit-bucket": "fake" }),
  };
  const body = { retry_after: seconds, global: scope === "global" };
  return new Refusal(429, 0, "You are being rate limited.", { headers, body });
}
