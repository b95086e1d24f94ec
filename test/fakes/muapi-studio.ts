import { unreachable } from "../../src/errors.ts";
import type { Answer } from "./faults.ts";
import { json, startStudio, video } from "./studio.ts";
import type { Call, Film, Inside, StudioOptions, Wire } from "./studio.ts";

type Route = "create" | "retrieve" | "content" | "models" | "upload";

interface Options extends StudioOptions {
  readonly slugs?: readonly string[];
  /** What a film costs, in dollars. */
  readonly cost?: number;
}

const SLUGS = ["film-one-text-to-video", "film-one-image-to-video"];
const WORDS = {
  queued: "queued",
  filming: "processing",
  done: "completed",
  cancelled: "cancelled",
} as const;

/** MuAPI on loopback. */
export async function startMuApi({ slugs = SLUGS, cost = 0.8, ...options }: Options = {}) {
  const wire: Wire<Route> = {
    create: "create",
    routeOf(method, { pathname }) {
      const [, place, , what, , result] = pathname.split("/");
      if (place === "files") return "content";
      if (what === "models") return "models";
      if (what === "upload_file") return "upload";
      if (what === "predictions") return result === "result" ? "retrieve" : undefined;
      return method === "POST" ? "create" : undefined;
    },
    answer: (call, inside) => answerTo(call, inside, { slugs, cost }),
  };
  const studio = await startStudio(wire, options);
  return { ...studio, baseUrl: `${studio.origin}/api/v1` };
}

function answerTo(
  call: Call<Route>,
  inside: Inside,
  { slugs, cost }: { slugs: readonly string[]; cost: number },
): Answer {
  const { url } = call;
  switch (call.route) {
    case "models":
      return json(200, { models: slugs.map((slug) => ({ name: slug, category: "video" })) });
    case "upload":
      return json(200, { url: `${inside.origin}/files/upload.jpg` });
    case "create": {
      const { id } = inside.accept(call);
      return json(200, { request_id: id, status: "processing", cost: costOf(cost) });
    }
    case "content":
      return video(inside.clip);
    case "retrieve": {
      const film = inside.find(decodeURIComponent(url.pathname.split("/")[4] ?? ""));
      return film
        ? json(200, present(film, inside, cost))
        : json(404, { detail: "Prediction not found" });
    }
    default:
      return unreachable(call.route);
  }
}

function present(film: Film, inside: Inside, cost: number): Record<string, unknown> {
  const phase = inside.phaseOf(film);
  const outputs = phase === "done" ? [`${inside.origin}/files/${film.id}.mp4`] : [];
  return {
    id: film.id,
    status: WORDS[phase],
    outputs,
    error: null,
    cost: costOf(cost),
    ...inside.said(film),
  };
}

function costOf(usd: number) {
  return { amount_usd: usd, amount_credits: usd * 100, bonus_credits_used: 0, refunded: false };
}
