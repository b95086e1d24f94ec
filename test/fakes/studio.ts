import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { didItsWork, misbehave, send } from "./faults.ts";
import type { Answer, Fault } from "./faults.ts";

/** One accepted submission: somebody will pay for it. */
export interface Film {
  readonly id: string;
  readonly bornAt: number;
  /** The path under which it was asked for. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How far a film is, by the studio's timeline. */
export type Phase = "queued" | "filming" | "done" | "cancelled";

/** A call as a studio sees it. */
export interface Call<Route extends string> {
  readonly route: Route;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  /** Its body as JSON; empty where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an answer is made from. */
export interface Inside {
  readonly origin: string;
  readonly clip: Buffer;
  /** Takes a submission, and a bill is written. */
  accept(call: { url: URL; body: Film["body"] }): Film;
  find(id: string): Film | undefined;
  phaseOf(film: Film): Phase;
  /** What a test makes the studio say about a film, over what is true. */
  said(film: Film): Record<string, unknown>;
  cancel(film: Film): void;
}

/** What one provider's interface looks like. */
export interface Wire<Route extends string> {
  routeOf(method: string, url: URL): Route | undefined;
  answer(call: Call<Route>, inside: Inside): Answer;
  /** The route whose calls are paid for. */
  readonly create: Route;
}

export interface StudioOptions {
  /** How long a film waits and is filmed, in ms: both 0 makes it ready at once. */
  readonly timeline?: { readonly queued: number; readonly filming: number };
  readonly clip?: Buffer;
  readonly now?: () => number;
  readonly port?: number;
}

const FILM = readFileSync(new URL("../fixtures/film-4s.mp4", import.meta.url));

/** A provider on loopback, in the shape of its wire, which can be made to misbehave. */
export async function startStudio<Route extends string>(
  wire: Wire<Route>,
  options: StudioOptions = {},
) {
  const { timeline = { queued: 0, filming: 0 }, clip = FILM, now = Date.now, port = 0 } = options;
  const bills: Film[] = [];
  const calls: Call<Route>[] = [];
  const faults: { route: Route; fault: Fault; times: number }[] = [];
  const patches = new Map<string, Record<string, unknown>>();
  const cancelled = new Set<string>();
  let films: Film[] = [];

  const server = createServer((request, response) => {
    void buffer(request)
      .then((raw) => {
        const url = new URL(request.url ?? "/", origin);
        const method = request.method ?? "GET";
        const route = wire.routeOf(method, url);
        if (route === undefined) return send(response, notFound());
        const call = { route, method, url, headers: request.headers, raw, body: objectIn(raw) };
        calls.push(call);
        const fault = takeFault(route);
        if (!fault) return send(response, wire.answer(call, inside));
        const isAccepted = didItsWork(fault, route === wire.create);
        const good = isAccepted ? wire.answer(call, inside) : notFound();
        return misbehave(fault, request, response, good);
      })
      // A caller that is gone, as after a SIGKILL, hears nothing.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const inside: Inside = {
    origin,
    clip,
    accept({ url, body }) {
      const film = { id: `film-${bills.length + 1}`, bornAt: now(), path: url.pathname, body };
      bills.push(film);
      films.push(film);
      return film;
    },
    find: (id) => films.find((film) => film.id === id),
    said: ({ id }) => patches.get(id) ?? {},
    cancel: ({ id }) => void cancelled.add(id),
    phaseOf({ id, bornAt }) {
      if (cancelled.has(id)) return "cancelled";
      const age = now() - bornAt;
      if (age < timeline.queued) return "queued";
      return age < timeline.queued + timeline.filming ? "filming" : "done";
    },
  };

  function takeFault(route: Route): Fault | undefined {
    const planned = faults.find((one) => one.route === route && one.times > 0);
    if (planned) planned.times -= 1;
    return planned?.fault;
  }

  return {
    origin,
    clip,
    /** Every accepted submission. */
    bills: bills as readonly Film[],
    calls: calls as readonly Call<Route>[],
    /** Makes the next calls of a route go wrong. */
    fail(route: Route, fault: Fault, times = 1) {
      faults.push({ route, fault, times });
    },
    /** Makes it say something else about a film from now on. */
    set(id: string, patch: Record<string, unknown>) {
      patches.set(id, { ...patches.get(id), ...patch });
    },
    /** Forgets everything but its bills. */
    forget() {
      films = [];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(status: number, body: unknown): Answer {
  return { status, type: "application/json", body: Buffer.from(JSON.stringify(body)) };
}

export function video(clip: Buffer): Answer {
  return { status: 200, type: "video/mp4", body: clip };
}

function notFound(): Answer {
  return json(404, { error: "There is nothing here." });
}

function objectIn(raw: Buffer): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(raw.toString());
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
