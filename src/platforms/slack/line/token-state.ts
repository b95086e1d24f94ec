import { webApi } from "@slack/bolt";
import type { Logger } from "../../../log.ts";
import { isTokenLost } from "../failures.ts";
import { boltLog } from "./bolt-log.ts";

const TIMEOUT = 15_000; // ms

export type TokenState = "good" | "revoked" | "unknown";

/** Whether Slack still takes a token: what it says of a workspace that left may come late. */
export async function stateOf(
  token: string,
  { apiUrl, log }: { apiUrl: string | undefined; log: Logger },
): Promise<TokenState> {
  const client = new webApi.WebClient(token, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout: TIMEOUT,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLog(log),
  });
  try {
    await client.auth.test();
    return "good";
  } catch (error) {
    return isTokenLost(error) ? "revoked" : "unknown";
  }
}
