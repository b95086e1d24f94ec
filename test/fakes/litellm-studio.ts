import { formFields } from "./form-fields.ts";
import type { Answer } from "./faults.ts";
import { json, startStudio, video } from "./studio.ts";
import type { Call, Film, Inside, StudioOptions } from "./studio.ts";
import { videoIdIn, videosRoute } from "./videos-route.ts";
import type { VideosRoute } from "./videos-route.ts";

const STATUS = { queued: "processing", filming: "processing", done: "completed", cancelled: "" };

/** A LiteLLM proxy on loopback: its ids say in themselves who films, and it lists only one of them. */
export async function startLitellm(options: StudioOptions = {}) {
  const studio = await startStudio<VideosRoute>(
    { create: "create", routeOf: videosRoute, answer: answerTo },
    options,
  );
  return { ...studio, baseUrl: `${studio.origin}/v1` };
}

function answerTo(call: Call<VideosRoute>, inside: Inside): Answer {
  const { route, url, headers } = call;
  if (!headers.authorization?.startsWith("Bearer sk-")) {
    return refusal(401, "Authentication Error, No api key passed in.");
  }
  if (route === "models") return json(200, { object: "list", data: [{ id: "film-1" }] });
  if (route === "list") return json(200, { object: "list", data: [] });
  if (route === "create") return create(call, inside);
  const film = inside.find(filmIn(videoIdIn(url)));
  if (!film) return refusal(404, "litellm.NotFoundError: video not found");
  if (route === "retrieve") return json(200, present(film, inside));
  if (route === "delete") return refusal(405, "Method Not Allowed");
  return inside.phaseOf(film) === "done"
    ? video(inside.clip)
    : refusal(400, "litellm.BadRequestError: video is not ready");
}

function create({ url, headers, raw, body }: Call<VideosRoute>, inside: Inside): Answer {
  const sent = formFields(headers["content-type"], raw) ?? body;
  if (sent["model"] !== "film-1") {
    return refusal(400, "litellm.BadRequestError: Invalid model name passed in");
  }
  return json(200, present(inside.accept({ url, body: sent }), inside));
}

function present(film: Film, inside: Inside): Record<string, unknown> {
  const phase = inside.phaseOf(film);
  return {
    id: idOf(film),
    object: "video",
    status: STATUS[phase],
    created_at: Math.floor(film.bornAt / 1_000),
    completed_at: null,
    expires_at: null,
    error: null,
    progress: phase === "done" ? 100 : null,
    remixed_from_video_id: null,
    seconds: film.body["seconds"] ?? null,
    size: film.body["size"] ?? null,
    model: "veo-3.1-generate-001",
    usage: { duration_seconds: 4 },
    ...inside.said(film),
  };
}

/** Who films, which of its models and its own id, in one word. */
function idOf({ id }: Film): string {
  const parts = `litellm:custom_llm_provider:vertex_ai;model_id:film-1;video_id:${id}`;
  return `video_${Buffer.from(parts).toString("base64")}`;
}

function filmIn(id: string): string {
  const parts = Buffer.from(id.replace("video_", ""), "base64").toString();
  return /video_id:(.+)$/.exec(parts)?.[1] ?? "";
}

function refusal(status: number, message: string): Answer {
  return json(status, { error: { message, type: "None", param: "None", code: String(status) } });
}
