import { formFields } from "./form-fields.ts";
import type { Answer } from "./faults.ts";
import { json, startStudio, video } from "./studio.ts";
import type { Call, Film, Inside, StudioOptions } from "./studio.ts";
import { videoIdIn, videosRoute } from "./videos-route.ts";
import type { VideosRoute } from "./videos-route.ts";

/** What its router reads of a form; anything else is dropped without a word. */
const READ = new Set([
  "prompt",
  "input_reference",
  "reference_url",
  "model",
  "n",
  "seconds",
  "size",
  "fps",
  "num_frames",
  "seed",
  "negative_prompt",
  "guidance_scale",
  "num_inference_steps",
  "generate_sound",
  "extra_params",
]);

/** SGLang's video router on loopback: everything in memory, and no word between start and end. */
export async function startSglang(options: StudioOptions = {}) {
  const films: Film[] = [];
  const studio = await startStudio<VideosRoute>(
    { create: "create", routeOf: videosRoute, answer },
    options,
  );
  return { ...studio, baseUrl: `${studio.origin}/v1` };

  function answer(call: Call<VideosRoute>, inside: Inside): Answer {
    if (call.route !== "list") return answerTo(call, inside, films);
    // It tells neither prompts nor pages.
    const data = films.map((film) => present(film, inside));
    return json(200, { data, object: "list" });
  }
}

function answerTo(call: Call<VideosRoute>, inside: Inside, films: Film[]): Answer {
  const { route, url } = call;
  if (route === "models") {
    return json(200, { object: "list", data: [{ id: "film-1", task_type: "T2V" }] });
  }
  if (route === "create") return create(call, inside, films);
  const film = inside.find(videoIdIn(url));
  if (!film) return detail(404, "Video not found");
  const isDone = inside.phaseOf(film) === "done";
  if (route === "content") {
    if (!isDone) return detail(404, "Generation is still in-progress");
    // Here a variant is the number of an output.
    const isFirst = (url.searchParams.get("variant") ?? "0") === "0";
    return isFirst ? video(inside.clip) : detail(404, "Output index out of range");
  }
  // A delete forgets the record, and the GPU goes on.
  if (route === "delete") return json(200, { ...present(film, inside), status: "deleted" });
  return json(200, present(film, inside));
}

function create(
  { url, headers, raw, body }: Call<VideosRoute>,
  inside: Inside,
  films: Film[],
): Answer {
  const sent = formFields(headers["content-type"], raw) ?? body;
  const read = Object.fromEntries(Object.entries(sent).filter(([name]) => READ.has(name)));
  if (read["prompt"] === undefined) {
    return json(422, { detail: [{ loc: ["body", "prompt"], msg: "Field required" }] });
  }
  const film = inside.accept({ url, body: read });
  films.unshift(film);
  return json(200, present(film, inside));
}

function present(film: Film, inside: Inside): Record<string, unknown> {
  const { id, bornAt, body } = film;
  const isDone = inside.phaseOf(film) === "done";
  const path = `/outputs/${id}.mp4`;
  return {
    id,
    object: "video",
    model: body["model"] ?? "film-1",
    status: isDone ? "completed" : "queued",
    progress: isDone ? 100 : 0,
    created_at: Math.floor(bornAt / 1_000),
    size: body["size"] ?? "",
    seconds: body["seconds"] ?? "4",
    quality: "standard",
    completed_at: isDone ? Math.floor(bornAt / 1_000) + 60 : null,
    expires_at: null,
    remixed_from_video_id: null,
    url: null,
    file_path: isDone ? path : null,
    file_paths: isDone ? [path] : null,
    num_outputs: 1,
    peak_memory_mb: 40_960.5,
    inference_time_s: isDone ? 58.2 : null,
    error: null,
    ...inside.said(film),
  };
}

function detail(status: number, text: string): Answer {
  return json(status, { detail: text });
}
