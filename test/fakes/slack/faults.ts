import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { rateLimited } from "./refusal.ts";
import type { Said } from "./web-api.ts";

/** What Slack, or a proxy before it, shows a stranger. */
export const LOGIN =
  "<!doctype html><title>Sign in | Slack</title><h1>Sign in to your workspace</h1>";

/**
 * What happens to a request instead of what should. `lost` does its work and loses the answer;
 * `hang` never answers, and does its work first when `accepted` says so; `held` works at once and
 * answers when it may, `slow` works only then. `html` does its work and answers with a proxy's page,
 * `truncate` breaks off in the middle of its answer.
 */
export type Fault =
  | { kind: "error"; error: string; more?: Record<string, unknown> }
  | { kind: "status"; status: number }
  | { kind: "limit"; seconds: number }
  | { kind: "lost" }
  | { kind: "reset" }
  | { kind: "hang"; accepted?: boolean }
  | { kind: "held"; until: Promise<void> }
  | { kind: "slow"; until: Promise<void> }
  | { kind: "html" }
  | { kind: "truncate" };

export async function misbehave(
  fault: Fault | undefined,
  good: () => Said,
  request: IncomingMessage,
): Promise<Said | undefined> {
  switch (fault?.kind) {
    case undefined:
      return good();
    case "error":
      return { status: 200, json: { ok: false, error: fault.error, ...fault.more } };
    case "limit": {
      const { status, body, headers } = rateLimited(fault.seconds);
      return { status, json: body, headers };
    }
    case "status":
      return { status: fault.status, text: "" };
    case "lost":
      good();
      await sleep(5);
      request.socket.destroy();
      return undefined;
    case "reset":
      request.socket.destroy();
      return undefined;
    case "hang":
      if (fault.accepted) good();
      return undefined;
    case "held": {
      const said = good();
      await fault.until;
      return said;
    }
    case "slow":
      await fault.until;
      return good();
    case "html":
      good();
      return { status: 200, text: LOGIN, headers: { "content-type": "text/html" } };
    case "truncate":
      return { ...good(), isCut: true };
    default:
      return good();
  }
}

export function send(
  response: ServerResponse,
  { status, json, text, data, headers, isCut }: Said,
): Promise<void> {
  const body = json === undefined ? (data ?? Buffer.from(text ?? "")) : JSON.stringify(json);
  const type = { "content-type": json === undefined ? "text/plain" : "application/json" };
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...type, "content-length": length, ...headers });
  if (isCut) {
    response.write(body.slice(0, length / 2), () => response.destroy());
    return Promise.resolve();
  }
  return new Promise((resolve) => response.end(body, () => resolve()));
}
