import { Agent as HttpAgent, request as httpRequest } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { Readable, pipeline } from "node:stream";
import { TLSSocket } from "node:tls";
import { guardedLookup } from "./addresses.ts";
import type { AddressRule } from "./addresses.ts";
import { responseOf } from "./body.ts";
import { NetworkError, toNetworkError } from "./network-error.ts";

/** What one call may take. Times in ms. */
export interface HttpLimits {
  /** Until there is a connection, TLS included. */
  readonly connect: number;
  /** Without a single byte in either direction. */
  readonly stall: number;
  /** All in all, until the last byte of the answer. */
  readonly total: number;
  /** Of the answer's body. */
  readonly maxBytes: number;
}

export interface OutgoingMessage {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  /** A blob is read as it is sent. */
  readonly body: Buffer | Blob | undefined;
  readonly rule: AddressRule;
  readonly signal: AbortSignal | undefined;
}

/**
 * How long an idle connection is kept, in ms, if the other side does not say that it keeps it for
 * less: what it closes while we ask, or a router on the way has forgotten, gives no answer.
 */
const KEPT = 30_000;

/** A connection is asked for its address once, when it is made: only who asks under the same rule gets it again. */
const AGENTS = { public: agents(), private: agents(), any: agents() } satisfies Record<
  AddressRule,
  unknown
>;

/**
 * Sends a request once and answers when the head of the answer is here; the body follows within
 * the same limits. Throws `NetworkError`, which knows whether anything was sent; so does the body.
 */
export async function exchange(message: OutgoingMessage, limits: HttpLimits): Promise<Response> {
  const { signal } = message;
  if (signal?.aborted) throw new NetworkError(false, "the call was given up");
  const call = open(message);
  const isSent = watchConnection(call, limits.connect);
  let answer: IncomingMessage | undefined;
  const stop = (reason: string) => {
    (answer ?? call).destroy(new NetworkError(isSent(), reason));
  };
  const total = setTimeout(() => stop("the answer took too long"), limits.total);
  const abort = () => stop("the call was given up");
  signal?.addEventListener("abort", abort, { once: true });
  call.setTimeout(limits.stall, () => stop("the other side fell silent"));
  call.once("close", () => {
    clearTimeout(total);
    signal?.removeEventListener("abort", abort);
  });

  try {
    answer = await head(call, message.body);
  } catch (error) {
    throw toNetworkError(error, isSent());
  }
  return toResponse(answer, limits.maxBytes);
}

function agents() {
  return {
    http: new HttpAgent({ keepAlive: true, timeout: KEPT }),
    https: new HttpsAgent({ keepAlive: true, timeout: KEPT }),
  };
}

function open({ url, method, headers, body, rule }: OutgoingMessage): ClientRequest {
  const isSecure = url.protocol === "https:";
  const { https, http } = AGENTS[rule];
  return (isSecure ? httpsRequest : httpRequest)(url, {
    method,
    headers: {
      ...Object.fromEntries(headers),
      ...(body ? { "content-length": body instanceof Blob ? body.size : body.length } : {}),
    },
    // What creates something gets a new connection: an old one may be closing while we write to it,
    // and then nobody knows whether the request was read.
    agent: method === "GET" ? (isSecure ? https : http) : false,
    lookup: guardedLookup(rule),
  });
}

/** Watches for the moment from which on bytes may leave; gives up when it does not come in time. */
function watchConnection(call: ClientRequest, connect: number): () => boolean {
  let isConnected = false;
  const deadline = setTimeout(() => {
    call.destroy(new NetworkError(false, "no connection in good time"));
  }, connect);
  const done = () => clearTimeout(deadline);
  const connected = () => {
    isConnected = true;
    done();
  };
  call.once("close", done);
  call.once("socket", (socket) => {
    if (call.reusedSocket) connected();
    else socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", connected);
  });
  return () => isConnected;
}

function head(call: ClientRequest, body: OutgoingMessage["body"]): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once("response", resolve);
    // Stays on: what breaks later is told by the body, and must not be an unheard error here.
    call.on("error", reject);
    // Without a listener a switch to another protocol ends the call, and nobody would hear of it.
    call.once("upgrade", (_answer, socket) => {
      socket.destroy();
      reject(new Error("the other side switched to another protocol"));
    });
    if (body instanceof Blob) {
      pipeline(Readable.from(body.stream(), { objectMode: false }), call, () => undefined);
    } else {
      call.end(body);
    }
  });
}

function toResponse(answer: IncomingMessage, maxBytes: number): Response {
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) {
    answer.destroy();
    throw new NetworkError(true, `the answer has the status ${status}`);
  }
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  if ([204, 205, 304].includes(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return responseOf(answer, { status, headers }, maxBytes);
}
