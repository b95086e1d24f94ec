import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";

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
  | { kind: "empty"; accepted?: boolean }
  /** JSON that breaks off, as if it were whole. */
  | { kind: "malformed"; accepted?: boolean }
  /** A few bytes that unpack to many. */
  | { kind: "gzip-bomb"; accepted?: boolean }
  /** Announces more than there is, and ends as if that were all. */
  | { kind: "wrong-length"; accepted?: boolean }
  | { kind: "redirect"; to: string; accepted?: boolean };

export const PAGE = "<!doctype html><title>502</title><h1>Bad gateway</h1>";
const DRIP = 5;
const LONG = 2 ** 20; // bytes
const BOMB = 64 * 2 ** 20; // bytes

/** Faults of the answer alone: what was asked for has happened. */
const BAD_BODIES = new Set<Fault["kind"]>([
  "truncate",
  "drip",
  "endless",
  "wrong-type",
  "empty",
  "malformed",
  "wrong-length",
  "gzip-bomb",
]);

/** An answer as it would be: a type and its bytes. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export function send(response: ServerResponse, answer: Answer): void {
  const { status, type, body, headers } = answer;
  response.writeHead(status, { ...headers, "content-type": type, "content-length": body.length });
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
    case "empty":
      send(response, { status, type, body: Buffer.alloc(0) });
      return;
    case "malformed":
      send(response, { status: 200, type: "application/json", body: Buffer.from('{"id": "vid') });
      return;
    case "wrong-length":
      response.writeHead(status, { "content-type": type, "content-length": body.length + 1_000 });
      response.write(body, () => request.socket.end());
      return;
    case "gzip-bomb":
      response.writeHead(status, { "content-type": type, "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(BOMB)));
      return;
    case "redirect":
      response.writeHead(302, { location: fault.to }).end();
      return;
    case "drip":
      response.writeHead(status, { "content-type": type, "content-length": LONG });
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

/** Whether a call that ends so has done its work, when the fault itself does not say. */
export function didItsWork({ kind, accepted }: Fault, changesSomething: boolean): boolean {
  return accepted ?? (!changesSomething || BAD_BODIES.has(kind));
}
