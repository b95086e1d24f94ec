import { formFields } from "./form-fields.ts";
import type { Answer } from "./faults.ts";
import { json, startStudio, video } from "./studio.ts";
import type { Call, Film, Inside, StudioOptions } from "./studio.ts";
import { videoIdIn, videosRoute } from "./videos-route.ts";
import type { VideosRoute } from "./videos-route.ts";

const SERVED = "MiniMaxAI/MiniMax-H3";
const STATUS = { queued: "queued", filming: "in_progress", done: "completed", cancelled: "" };

/** vLLM-Omni's video router on loopback: forms only, one model, and a delete that truly stops. */
export async function startVllmOmni(options: StudioOptions = {}) {
  const films: Film[] = [];

  function answerTo(call: Call<VideosRoute>, inside: Inside): Answer {
    const { route, url } = call;
    if (route === "models") return json(200, { object: "list", data: [{ id: SERVED }] });
    if (route === "create") return create(call, inside);
    if (route === "list") return json(200, listed(inside));
    const film = inside.find(videoIdIn(url).replace("video_gen_", ""));
    const phase = film && inside.phaseOf(film);
    if (!film || phase === "cancelled") return refusal(404, "Video not found");
    if (route === "content") {
      return phase === "done" ? video(inside.clip) : refusal(404, "Video is not ready");
    }
    if (route === "retrieve") return json(200, present(film, inside));
    inside.cancel(film);
    return json(200, { id: idOf(film), deleted: true, object: "video.deleted" });
  }

  function create({ url, headers, raw }: Call<VideosRoute>, inside: Inside): Answer {
    const form = formFields(headers["content-type"], raw);
    if (form?.["prompt"] === undefined) {
      return json(422, { detail: [{ loc: ["body", "prompt"], msg: "Field required" }] });
    }
    const { model = SERVED, seconds = "4" } = form;
    if (model !== SERVED) return refusal(400, `This server does not have ${JSON.stringify(model)}`);
    if (typeof seconds !== "string" || !/^[1-9]\d*$/.test(seconds)) {
      return json(422, { detail: [{ loc: ["body", "seconds"], msg: "String should match" }] });
    }
    const film = inside.accept({ url, body: form });
    films.unshift(film);
    return json(200, present(film, inside));
  }

  function listed(inside: Inside) {
    const data = films
      .filter((film) => inside.find(film.id) && inside.phaseOf(film) !== "cancelled")
      .map((film) => present(film, inside));
    const ends = { first_id: data[0]?.["id"] ?? null, last_id: data.at(-1)?.["id"] ?? null };
    return { object: "list", data, ...ends, has_more: false };
  }

  const studio = await startStudio<VideosRoute>(
    { create: "create", routeOf: videosRoute, answer: answerTo },
    options,
  );
  return { ...studio, baseUrl: `${studio.origin}/v1`, served: SERVED };
}

function present(film: Film, inside: Inside): Record<string, unknown> {
  const phase = inside.phaseOf(film);
  const { body, bornAt } = film;
  return {
    id: idOf(film),
    object: "video",
    model: SERVED,
    status: STATUS[phase],
    progress: phase === "done" ? 100 : 0,
    created_at: Math.floor(bornAt / 1_000),
    prompt: body["prompt"],
    size: body["size"] ?? null,
    seconds: body["seconds"] ?? "4",
    fps: 24,
    num_frames: 97,
    quality: "standard",
    media_type: "video/mp4",
    file_name: `${film.id}.mp4`,
    inference_time_s: null,
    stage_durations: {},
    peak_memory_mb: 0,
    expires_at: null,
    error: null,
    ...inside.said(film),
  };
}

function idOf({ id }: Film): string {
  return `video_gen_${id}`;
}

/** Its newest versions say the status as a number once more. */
function refusal(code: number, message: string): Answer {
  return json(code, { error: { message, type: "BadRequestError", param: null, code } });
}
