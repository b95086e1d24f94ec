import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "./socket.ts";
import type { World } from "./world.ts";
import { SIGNING_SECRET } from "./world.ts";

/** Something for the app to hear. Only events are delivered again when nobody answers. */
export interface Parcel {
  readonly kind: "events_api" | "slash_commands" | "interactive";
  readonly body: Record<string, unknown>;
}

/** One delivery, and what came back. */
export interface Delivery {
  readonly at: number;
  readonly type: string;
  readonly id: string;
  readonly via: "socket" | "http";
  readonly attempt: number;
  readonly body: Record<string, unknown>;
  acked: boolean;
  status: number | undefined;
  /** How long it took, in real ms. */
  ms: number;
  /** What the acknowledgement carried. */
  answer: unknown;
  /** Nobody was there to hear it. */
  isLost: boolean;
  /** The app asked not to be told again. */
  isFinal: boolean;
}

export interface Posting {
  readonly contentType?: string;
  /** When it was signed, in epoch s. */
  readonly signedAt?: number;
  readonly secret?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
}

/** Brings things to the app: over its socket, or signed to its addresses, which take turns. */
export function createDelivery(world: World, socket: Socket) {
  const { now, settings } = world;
  const deliveries: Delivery[] = [];
  const stopping = new AbortController();
  let urls: readonly string[] = [];
  let turn = 0;

  /** Posts as Slack does. `body` goes out as it stands, and so does its signature. */
  function post(body: string, more: Posting = {}): Promise<Response> {
    const { contentType = "application/json", secret = SIGNING_SECRET } = more;
    const seconds = more.signedAt ?? Math.floor(now() / 1_000);
    turn += 1;
    return fetch(more.url ?? urls[turn % urls.length] ?? "", {
      method: "POST",
      body: Buffer.from(body),
      redirect: "manual",
      headers: {
        "content-type": contentType,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": String(seconds),
        "x-slack-signature": signatureOf(secret, seconds, body),
        ...more.headers,
      },
      signal: AbortSignal.any([AbortSignal.timeout(settings.ackWithin), stopping.signal]),
    });
  }

  async function overHttp({ kind, body }: Parcel, delivery: Delivery): Promise<void> {
    const isEvent = kind === "events_api";
    const form = kind === "interactive" ? { payload: JSON.stringify(body) } : textsOf(body);
    const text = isEvent ? JSON.stringify(body) : new URLSearchParams(form).toString();
    const again = { "x-slack-retry-num": String(delivery.attempt) };
    const headers =
      delivery.attempt > 0 ? { ...again, "x-slack-retry-reason": "http_timeout" } : {};
    const contentType = isEvent ? "application/json" : "application/x-www-form-urlencoded";
    const response = await post(text, { contentType, headers });
    const answer = await response.text();
    delivery.status = response.status;
    delivery.acked = response.ok;
    delivery.isFinal = response.headers.get("x-slack-no-retry") === "1";
    delivery.answer = parsed(answer);
  }

  async function overSocket({ kind, body }: Parcel, delivery: Delivery): Promise<void> {
    const { attempt: number } = delivery;
    const again = { retry_attempt: number, retry_reason: number > 0 ? "timeout" : "" };
    const more = kind === "events_api" ? again : {};
    const envelope = {
      payload: body,
      type: kind,
      accepts_response_payload: kind !== "events_api",
      ...more,
    };
    delivery.isLost = socket.connections === 0;
    const heard = await socket.send(envelope, settings.ackWithin);
    delivery.acked = heard !== undefined;
    delivery.answer = heard?.payload;
  }

  async function attempt(parcel: Parcel, number: number): Promise<Delivery> {
    const { body } = parcel;
    const event = body["event"] as Record<string, unknown> | undefined;
    const delivery: Delivery = {
      at: now(),
      type: String(event?.["type"] ?? body["type"] ?? body["command"]),
      id: String(body["event_id"] ?? body["trigger_id"]),
      via: urls.length > 0 ? "http" : "socket",
      attempt: number,
      body,
      acked: false,
      status: undefined,
      ms: 0,
      answer: undefined,
      isLost: false,
      isFinal: false,
    };
    deliveries.push(delivery);
    const begun = performance.now();
    try {
      await (urls.length > 0 ? overHttp(parcel, delivery) : overSocket(parcel, delivery));
    } catch (error) {
      // A timeout was heard by somebody, a refused connection by nobody.
      delivery.isLost = !(error instanceof DOMException);
    }
    delivery.ms = performance.now() - begun;
    world.changed();
    return delivery;
  }

  /** Events that nobody acknowledges come up to three times more. */
  async function insist(parcel: Parcel, first: Delivery): Promise<void> {
    let last = first;
    for (const [at, wait] of settings.retryAfter.entries()) {
      if (last.acked || last.isFinal || stopping.signal.aborted) return;
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await sleep(wait, undefined, { signal: stopping.signal, ref: false });
      // oxlint-disable-next-line no-await-in-loop -- as above
      last = await attempt(parcel, at + 1);
    }
  }

  return {
    deliveries,
    post,
    attempt,

    /** Whether somebody is there to hear. */
    get isHeard() {
      return urls.length > 0 || socket.connections > 0;
    },
    /** Where to deliver over HTTP; without addresses, over Socket Mode. */
    sendTo(...next: readonly string[]): void {
      urls = next;
    },

    /** Delivers once and tells what came of it; what is repeated goes on behind. */
    async deliver(parcel: Parcel): Promise<Delivery> {
      const first = await attempt(parcel, 0);
      // Closing the fake ends the waiting.
      if (parcel.kind === "events_api") void insist(parcel, first).catch(() => undefined);
      return first;
    },

    close(): void {
      stopping.abort();
    },
  };
}
export type Deliveries = ReturnType<typeof createDelivery>;

/** What proves that a request is Slack's. */
function signatureOf(secret: string, seconds: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex")}`;
}

function textsOf(body: Record<string, unknown>): Record<string, string> {
  const said = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
