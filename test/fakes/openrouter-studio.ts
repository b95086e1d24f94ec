import type { Answer } from "./faults.ts";
import { json, startStudio, video } from "./studio.ts";
import type { Call, Film, Inside, StudioOptions, Wire } from "./studio.ts";

type Route = "create" | "retrieve" | "content" | "models";

/** A model as OpenRouter lists it. */
export const LISTED = {
  id: "film/one",
  canonical_slug: "film/one",
  name: "Film: One",
  created: 1_790_000_000,
  generate_audio: true,
  seed: true,
  supported_resolutions: ["720p", "1080p"],
  supported_aspect_ratios: ["16:9", "9:16", "21:9"],
  supported_sizes: ["1280x720", "720x1280"],
  supported_durations: [4, 8, 12],
  supported_frame_images: ["first_frame", "last_frame"],
  allowed_passthrough_parameters: [],
  pricing_skus: {
    duration_seconds_with_audio_720p: "0.10",
    duration_seconds_with_audio_1080p: "0.20",
    duration_seconds_without_audio_720p: "0.05",
  },
  upscale_factor: null,
  creativity: null,
};

interface Options extends StudioOptions {
  readonly models?: readonly Record<string, unknown>[];
  /** What a film costs, in dollars. */
  readonly cost?: number;
}

/** OpenRouter's Videos API on loopback. */
export async function startOpenRouter({
  models = [LISTED],
  cost = 0.37,
  ...options
}: Options = {}) {
  const wire: Wire<Route> = {
    create: "create",
    routeOf(method, { pathname }) {
      const [, , , collection, id, part] = pathname.split("/");
      if (collection !== "videos") return undefined;
      if (id === undefined) return method === "POST" ? "create" : undefined;
      if (id === "models") return "models";
      return part === "content" ? "content" : "retrieve";
    },
    answer: (call, inside) => answerTo(call, inside, { models, cost }),
  };
  const studio = await startStudio(wire, options);
  return { ...studio, baseUrl: `${studio.origin}/api/v1` };
}

function answerTo(
  call: Call<Route>,
  inside: Inside,
  { models, cost }: { models: readonly Record<string, unknown>[]; cost: number },
): Answer {
  if (call.route === "models") return json(200, { data: models });
  if (call.route === "create") {
    const { id, polling_url, status } = present(inside.accept(call), inside, cost);
    return json(202, { id, polling_url, status });
  }
  const film = inside.find(decodeURIComponent(call.url.pathname.split("/")[4] ?? ""));
  if (!film) return json(404, { error: { code: 404, message: "Job not found" } });
  if (call.route === "retrieve") return json(200, present(film, inside, cost));
  return inside.phaseOf(film) === "done" ? video(inside.clip) : json(404, { error: "not ready" });
}

function present(film: Film, inside: Inside, cost: number): Record<string, unknown> {
  const { id } = film;
  const polling_url = `${inside.origin}/api/v1/videos/${id}`;
  const phase = inside.phaseOf(film);
  const isDone = phase === "done";
  return {
    id,
    polling_url,
    status: {
      queued: "pending",
      filming: "in_progress",
      done: "completed",
      cancelled: "cancelled",
    }[phase],
    ...(isDone && {
      generation_id: `gen-${id}`,
      unsigned_urls: [`${polling_url}/content?index=0`],
      usage: { cost, is_byok: false },
    }),
    ...inside.said(film),
  };
}
