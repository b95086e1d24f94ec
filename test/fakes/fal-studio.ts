import { createFalKeys } from "./fal-keys.ts";
import type { Answer } from "./faults.ts";
import { json, startStudio, video } from "./studio.ts";
import type { Call, Film, Inside, StudioOptions, Wire } from "./studio.ts";

type Route =
  | "submit"
  | "status"
  | "result"
  | "cancel"
  | "initiate"
  | "upload"
  | "content"
  | "pricing"
  | "requests"
  | "keys";

interface Options extends StudioOptions {
  /** Endpoints that are no more. */
  readonly gone?: readonly string[];
  /** What a unit of every endpoint costs. */
  readonly price?: { readonly unit_price: number; readonly unit: string };
  /** How much of a film is billed; by default its seconds. */
  readonly units?: number;
}

/** How a film ends that has no video, as `set` takes it under `failure`. */
interface Failure {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** fal's queue, its storage and its platform on one loopback address. */
export async function startFal(options: Options = {}) {
  const { gone = [], price = { unit_price: 0.05, unit: "seconds" }, now = Date.now } = options;
  const keys = createFalKeys(now);
  const uploads: Call<Route>[] = [];
  let places = 0;
  const films: Film[] = [];
  const wire: Wire<Route> = {
    create: "submit",
    routeOf,
    answer(call, inside) {
      const { route, url } = call;
      if (route === "content") return video(inside.clip);
      if (route === "keys") return json(200, keys.published());
      if (route === "upload") {
        uploads.push(call);
        return json(200, {});
      }
      if (!call.headers.authorization?.startsWith("Key ")) return detail(401, "Unauthorized");
      if (route === "initiate") return json(200, placeFor(inside.origin, (places += 1)));
      if (route === "pricing") return pricesFor(url.searchParams.getAll("endpoint_id"));
      if (route === "requests") return json(200, listed(url.searchParams));
      if (route === "submit") return accept(call, inside);
      return ofOne(call, inside, options);
    },
  };

  function accept(call: Call<Route>, inside: Inside): Answer {
    const endpoint = call.url.pathname.slice(1);
    if (gone.includes(endpoint)) return detail(404, `Application ${endpoint} not found`);
    const film = inside.accept(call);
    films.unshift(film);
    const request = `${inside.origin}/${appOf(film)}/requests/${film.id}`;
    return json(200, {
      status: "IN_QUEUE",
      request_id: film.id,
      response_url: request,
      status_url: `${request}/status`,
      cancel_url: `${request}/cancel`,
      queue_position: 0,
    });
  }

  function pricesFor(endpoints: readonly string[]): Answer {
    if (endpoints.some((id) => gone.includes(id))) return detail(404, "Endpoint not found");
    const prices = endpoints.map((endpoint_id) => ({ endpoint_id, ...price, currency: "USD" }));
    return json(200, { prices, next_cursor: null, has_more: false });
  }

  function listed(query: URLSearchParams) {
    const [start, end] = ["start", "end"].map((name) => Date.parse(query.get(name) ?? ""));
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit") ?? 50);
    const found = films
      .filter(({ path }) => path.slice(1) === query.get("endpoint_id"))
      .filter(({ bornAt }) => bornAt >= (start ?? 0) && bornAt < (end ?? 0));
    const hasMore = from + limit < found.length;
    return {
      items: found.slice(from, from + limit).map(({ id, path, bornAt, body }) => ({
        request_id: id,
        endpoint_id: path.slice(1),
        sent_at: new Date(bornAt).toISOString(),
        json_input: query.get("expand") === "payloads" ? body : null,
      })),
      next_cursor: hasMore ? String(from + limit) : null,
      has_more: hasMore,
    };
  }

  const studio = await startStudio(wire, options);
  return { ...studio, baseUrl: studio.origin, keys, uploads: uploads as readonly Call<Route>[] };
}

function routeOf(method: string, { pathname }: URL): Route | undefined {
  const [first, second, third, , fifth] = pathname.slice(1).split("/");
  if (first === ".well-known") return "keys";
  if (first === "storage") return "initiate";
  if (first === "uploads") return method === "PUT" ? "upload" : "content";
  if (first === "files") return "content";
  if (first === "v1" && second === "models") return third === "pricing" ? "pricing" : "requests";
  if (third !== "requests") return method === "POST" ? "submit" : undefined;
  if (fifth === undefined) return "result";
  return fifth === "cancel" && method === "PUT" ? "cancel" : "status";
}

/** What the queue says about one request. Only under its own app it is known. */
function ofOne({ route, url }: Call<Route>, inside: Inside, { units }: Options): Answer {
  const [owner, app, , id = ""] = url.pathname.slice(1).split("/");
  const film = inside.find(id);
  if (!film || appOf(film) !== `${owner}/${app}`) {
    return json(404, { status: "NOT_FOUND", detail: "Request not found" });
  }
  const phase = inside.phaseOf(film);
  const { failure, ...said } = inside.said(film) as { failure?: Failure };
  if (route === "cancel") return cancelled(film, inside);
  if (route === "status") {
    const state = failure ? { status: "COMPLETED" } : STATES[phase];
    const isOver = { ...state, ...said }.status === "COMPLETED";
    return json(isOver ? 200 : 202, { request_id: id, ...state, ...said });
  }
  if (failure) return { ...json(failure.status, failure.body), headers: failure.headers ?? {} };
  if (phase !== "done") return detail(400, "Request is still in progress");
  const { duration = 4 } = film.body as { duration?: string | number };
  const length = Number.parseInt(`${duration}`, 10);
  const clip = { url: `${inside.origin}/files/${id}.mp4`, content_type: "video/mp4" };
  return {
    ...json(200, { video: clip, seed: 7, video_id: `video-of-${id}` }),
    headers: { "x-fal-request-id": id, "x-fal-billable-units": String(units ?? length) },
  };
}

const STATES = {
  queued: { status: "IN_QUEUE", queue_position: 2 },
  filming: { status: "IN_PROGRESS", logs: null },
  done: { status: "COMPLETED", logs: null, metrics: { inference_time: 41.5 } },
  cancelled: {
    status: "COMPLETED",
    error: "Request was cancelled",
    error_type: "client_cancelled",
  },
};

function cancelled(film: Film, inside: Inside): Answer {
  const phase = inside.phaseOf(film);
  if (phase === "filming") return json(202, { status: "CANCELLATION_REQUESTED" });
  if (phase === "done") return json(400, { status: "ALREADY_COMPLETED" });
  inside.cancel(film);
  return json(200, { status: "OK" });
}

function appOf({ path }: Film): string {
  return path.slice(1).split("/").slice(0, 2).join("/");
}

function placeFor(origin: string, index: number) {
  const place = `${origin}/uploads/${index}.bin`;
  return { upload_url: `${place}?signature=s`, file_url: place };
}

function detail(status: number, text: string): Answer {
  return json(status, { detail: text });
}
