import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";

/**
 * What a server does to a call instead of answering it well. `accepted` says whether the call did
 * its work first: a create that is accepted and then reset runs, and is billed.
 */
export type Fault =
  | { kind: "reset"; accepted?: boolean }
  | { kind: "hang"; accepted?: boolean }
  | {
      kind: "status";
      status: number;
      accepted?: boolean;
      headers?: Record<string, string>;
      body?: unknown;
    }
  /** An answer that never stalls and never ends in time: a byte every few ms. */
  | { kind: "drip"; accepted?: boolean }
  /** Announces the whole and breaks off in the middle. */
  | { kind: "truncate"; accepted?: boolean }
  | { kind: "html"; accepted?: boolean }
  | { kind: "wrong-type"; accepted?: boolean }
  | { kind: "endless"; accepted?: boolean }
  | { kind: "redirect"; to: string; accepted?: boolean };

const PAGE = "<!doctype html><title>502</title><h1>Bad gateway</h1>";
const DRIP = 5;

/** An answer as it would be: a type and its bytes. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

export function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { "content-type": type, "content-length": body.length });
  response.end(body);
}

/** Answers a call badly. `good` is what the answer would have been. */
export async function misbehave(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  good: Answer,
): Promise<void> {
  const { status, type, body } = good;
  switch (fault.kind) {
    case "reset":
      request.socket.destroy();
      return;
    case "hang":
      return;
    case "status": {
      const text = typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body ?? {});
      const plain = typeof fault.body === "string" ? "text/plain" : "application/json";
      response.writeHead(fault.status, { "content-type": plain, ...fault.headers });
      response.end(text);
      return;
    }
    case "truncate":
      response.writeHead(status, { "content-type": type, "content-length": body.length });
      response.write(body.subarray(0, body.length / 2));
      await setTimeout(DRIP);
      request.socket.destroy();
      return;
    case "html":
      send(response, { status: 200, type: "text/html", body: Buffer.from(PAGE) });
      return;
    case "wrong-type":
      send(response, { status, type: "text/plain", body });
      return;
    case "redirect":
      response.writeHead(302, { location: fault.to }).end();
      return;
    case "drip":
      response.writeHead(status, { "content-type": type, "content-length": body.length });
      await pour(response, () => body.subarray(0, 1), DRIP);
      return;
    case "endless":
      response.writeHead(status, { "content-type": type });
      await pour(response, () => Buffer.alloc(64 * 1024, 32), 0);
  }
}

/** Writes until the other side has had enough. */
async function pour(response: ServerResponse, next: () => Buffer, pause: number): Promise<void> {
  while (!response.destroyed) {
    response.write(next());
    // oxlint-disable-next-line no-await-in-loop -- one write after the other is the point
    await setTimeout(pause);
  }
}
