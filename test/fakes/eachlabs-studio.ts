import { unreachable } from "../../src/errors.ts";
import type { Answer } from "./faults.ts";
import { json, startStudio, video } from "./studio.ts";
import type { Call, Film, Inside, StudioOptions, Wire } from "./studio.ts";

type Route =
  | "create"
  | "retrieve"
  | "cancel"
  | "content"
  | "models"
  | "presign"
  | "upload"
  | "webhooks";

interface Options extends StudioOptions {
  readonly slugs?: readonly string[];
  /** What a film costs, in dollars. */
  readonly cost?: number;
}

const SLUGS = ["film-one-text-to-video", "film-one-image-to-video"];
const WORDS = {
  queued: "created",
  filming: "processing",
  done: "success",
  cancelled: "cancelled",
} as const;

/** The predictions of eachlabs on loopback. */
export async function startEachLabs({ slugs = SLUGS, cost = 0.4, ...options }: Options = {}) {
  const webhooks: Record<string, unknown>[] = [];
  const wire: Wire<Route> = {
    create: "create",
    routeOf(method, { pathname }) {
      const [, place, what, , part] = pathname.split("/");
      if (place === "files") return method === "PUT" ? "upload" : "content";
      if (what === "models" || what === "webhooks") return what;
      if (what === "upload") return "presign";
      if (what !== "prediction") return undefined;
      if (part === "cancel") return "cancel";
      return method === "POST" ? "create" : "retrieve";
    },
    answer: (call, inside) => answerTo(call, inside, { slugs, cost, webhooks }),
  };
  const studio = await startStudio(wire, options);
  return { ...studio, baseUrl: studio.origin, webhooks };
}

interface Shop {
  readonly slugs: readonly string[];
  readonly cost: number;
  readonly webhooks: readonly Record<string, unknown>[];
}

function answerTo(call: Call<Route>, inside: Inside, shop: Shop): Answer {
  const { origin } = inside;
  switch (call.route) {
    case "models":
      return json(
        200,
        shop.slugs.map((slug) => ({ title: slug, slug, version: "1.0" })),
      );
    case "webhooks":
      return json(200, { webhooks: shop.webhooks, limit: 100, offset: 0 });
    case "presign":
      return json(200, {
        id: "upload-1",
        presigned_url: `${origin}/files/upload-1?signed=yes`,
        public_url: `${origin}/files/upload-1.jpg`,
        required_headers: { "x-amz-meta-file-id": "upload-1" },
      });
    case "upload":
      return { status: 200, type: "application/xml", body: Buffer.alloc(0) };
    case "create": {
      const { id } = inside.accept(call);
      const message = "Prediction created successfully";
      return json(200, { status: "success", message, predictionID: id });
    }
    case "content":
      return video(inside.clip);
    case "retrieve":
    case "cancel":
      return ofOne(call, inside, shop);
    default:
      return unreachable(call.route);
  }
}

function ofOne({ route, url }: Call<Route>, inside: Inside, { cost }: Shop): Answer {
  const film = inside.find(decodeURIComponent(url.pathname.split("/")[3] ?? ""));
  if (!film) return json(404, { error: "Prediction not found" });
  if (route === "cancel") inside.cancel(film);
  return json(200, present(film, inside, cost));
}

function present(film: Film, inside: Inside, cost: number): Record<string, unknown> {
  const phase = inside.phaseOf(film);
  const at = `${inside.origin}/v1/prediction/${film.id}`;
  const isDone = phase === "done";
  return {
    id: film.id,
    input: film.body["input"],
    status: WORDS[phase],
    output: isDone ? `${inside.origin}/files/${film.id}.mp4` : null,
    logs: null,
    metrics: isDone ? { predict_time: 61.2, cost } : {},
    urls: { get: at, cancel: `${at}/cancel` },
    ...inside.said(film),
  };
}
