import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { unreachable } from "../../src/errors.ts";
import { misbehave, send } from "./faults.ts";
import type { Answer, Fault } from "./faults.ts";

export type { Fault } from "./faults.ts";

export type Route = "create" | "retrieve" | "list" | "delete" | "content" | "models";

/** A video as OpenAI describes it. */
export interface FakeVideo {
  id: string;
  object: "video";
  model: string;
  status: string;
  progress: number;
  created_at: number;
  completed_at: number | null;
  expires_at: number | null;
  prompt: string | null;
  size: string;
  seconds: string;
  remixed_from_video_id: string | null;
  error: { code: string; message: string } | null;
  /** Where some gateways say that the clip lies. */
  video_url?: string;
}

/** One accepted create: somebody will pay for it. */
export interface Bill {
  readonly id: string;
  readonly key: string | undefined;
  readonly prompt: string;
  readonly model: string;
  readonly seconds: string;
  readonly size: string;
  readonly seed: string | undefined;
  readonly picture: { readonly type: string; readonly bytes: number } | undefined;
}

export interface FakeOptions {
  /** How long a video waits and is filmed, in ms: both 0 makes it ready at once. */
  readonly timeline?: { readonly queued: number; readonly filming: number };
  readonly models?: readonly string[];
  readonly clip?: Buffer;
  readonly now?: () => number;
  readonly port?: number;
  /** Bills are also appended here as JSON lines, and read again by the next server. */
  readonly logFile?: string;
}

const FILM = readFileSync(new URL("../fixtures/film-4s.mp4", import.meta.url));
/** What it makes beside every film. */
const THUMBNAIL = Buffer.from("a thumbnail");

/** A server on loopback with the shape of OpenAI's Videos API, which can be made to misbehave. */
export async function startOpenAiServer(options: FakeOptions = {}) {
  const { timeline = { queued: 0, filming: 0 }, clip = FILM, now = Date.now, logFile } = options;
  const bills: Bill[] = logFile && existsSync(logFile) ? readBills(logFile) : [];
  const calls: { route: Route; url: string; authorization: string | undefined }[] = [];
  const faults: { route: Route; fault: Fault; times: number }[] = [];
  const set = new Map<string, Partial<FakeVideo>>();
  let videos: { video: FakeVideo; bornAt: number }[] = [];

  const server = createServer((request, response) => {
    void buffer(request)
      .then(async (body) => {
        const route = routeOf(request);
        const url = request.url ?? "/";
        calls.push({ route, url, authorization: request.headers.authorization });
        const fault = takeFault(route);
        if (!fault) return send(response, await answer(route, request, body));
        const wasAccepted = fault.accepted ?? (route !== "create" || isGood(fault));
        const good = wasAccepted ? await answer(route, request, body) : notFound();
        return misbehave(fault, request, response, good);
      })
      // A caller that is gone, as after a SIGKILL, hears nothing.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  function takeFault(route: Route): Fault | undefined {
    const planned = faults.find((one) => one.route === route && one.times > 0);
    if (planned) planned.times -= 1;
    return planned?.fault;
  }

  async function answer(route: Route, request: IncomingMessage, body: Buffer): Promise<Answer> {
    const url = new URL(request.url ?? "/", origin);
    switch (route) {
      case "create":
        return json(200, present(await accept(request, body)));
      case "list":
        return json(200, list(url));
      case "models": {
        const data = (options.models ?? ["film-1"]).map((id) => ({ id, object: "model" }));
        return json(200, { object: "list", data });
      }
      case "retrieve":
      case "delete":
      case "content":
        return ofOne(route, url);
      default:
        return unreachable(route);
    }
  }

  function ofOne(
    route: "retrieve" | "delete" | "content",
    { pathname, searchParams }: URL,
  ): Answer {
    const id = decodeURIComponent(pathname.split("/")[3] ?? "");
    const entry = videos.find(({ video }) => video.id === id);
    if (!entry) return notFound();
    const video = present(entry);
    if (route === "retrieve") return json(200, video);
    if (route === "content") {
      if (video.status !== "completed") return notFound();
      const isStill = searchParams.get("variant") === "thumbnail";
      if (isStill) return { status: 200, type: "image/webp", body: THUMBNAIL };
      return { status: 200, type: "video/mp4", body: clip };
    }
    videos = videos.filter((other) => other !== entry);
    return json(200, { id, object: "video.deleted", deleted: true });
  }

  async function accept(request: IncomingMessage, body: Buffer) {
    const form = await formOf(request, body);
    const field = (name: string) => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    const picture = form.get("input_reference");
    const bill: Bill = {
      id: `video_${bills.length + 1}`,
      key: request.headers["idempotency-key"]?.toString(),
      prompt: field("prompt"),
      model: field("model") || "film-1",
      seconds: field("seconds") || "4",
      size: field("size") || "720x1280",
      seed: form.has("seed") ? field("seed") : undefined,
      picture: picture instanceof Blob ? { type: picture.type, bytes: picture.size } : undefined,
    };
    bills.push(bill);
    if (logFile) appendFileSync(logFile, `${JSON.stringify(bill)}\n`);
    const entry = { video: newVideo(bill, now()), bornAt: now() };
    videos.unshift(entry);
    return entry;
  }

  function present({ video, bornAt }: { video: FakeVideo; bornAt: number }): FakeVideo {
    return { ...video, ...stateAt(now() - bornAt, timeline, now()), ...set.get(video.id) };
  }

  function list(url: URL) {
    const after = url.searchParams.get("after");
    const limit = Number(url.searchParams.get("limit") ?? 20);
    const start = after ? videos.findIndex(({ video }) => video.id === after) + 1 : 0;
    const data = videos.slice(start, start + limit).map(present);
    const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
    return { object: "list", data, ...ends, has_more: start + limit < videos.length };
  }

  return {
    origin,
    baseUrl: `${origin}/v1`,
    /** Every accepted create, over the server's restarts. */
    bills: bills as readonly Bill[],
    calls: calls as readonly { route: Route; url: string; authorization: string | undefined }[],
    clip,
    thumbnail: THUMBNAIL,
    /** Makes the next calls of a route go wrong. */
    fail(route: Route, fault: Fault, times = 1) {
      faults.push({ route, fault, times });
    },
    /** Overrides what a video says from now on. */
    set(id: string, patch: Partial<FakeVideo>) {
      set.set(id, { ...set.get(id), ...patch });
    },
    /** Forgets everything but its bills, as a server does that keeps its work in memory. */
    restart() {
      videos = [];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeOpenAi = Awaited<ReturnType<typeof startOpenAiServer>>;

function isGood({ kind }: Fault): boolean {
  return kind === "truncate" || kind === "drip" || kind === "endless" || kind === "wrong-type";
}

function routeOf({ method = "GET", url = "/" }: IncomingMessage): Route {
  const [, , collection, id, part] = new URL(url, "http://fake").pathname.split("/");
  if (collection === "models") return "models";
  if (id === undefined) return method === "POST" ? "create" : "list";
  if (part === "content") return "content";
  return method === "DELETE" ? "delete" : "retrieve";
}

function formOf(request: IncomingMessage, body: Buffer): Promise<FormData> {
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  return new Response(new Uint8Array(body), { headers }).formData();
}

function newVideo({ id, model, prompt, size, seconds }: Bill, at: number): FakeVideo {
  return {
    id,
    object: "video",
    model,
    status: "queued",
    progress: 0,
    created_at: Math.floor(at / 1_000),
    completed_at: null,
    expires_at: null,
    prompt,
    size,
    seconds,
    remixed_from_video_id: null,
    error: null,
  };
}

function stateAt(
  age: number,
  { queued, filming }: { queued: number; filming: number },
  now: number,
): Partial<FakeVideo> {
  if (age < queued) return { status: "queued", progress: 0 };
  const share = filming === 0 ? 1 : (age - queued) / filming;
  if (share < 1) return { status: "in_progress", progress: Math.floor(share * 100) };
  const completed = Math.floor(now / 1_000);
  return {
    status: "completed",
    progress: 100,
    completed_at: completed,
    expires_at: completed + 3_600,
  };
}

function json(status: number, body: unknown): Answer {
  return { status, type: "application/json", body: Buffer.from(JSON.stringify(body)) };
}

function notFound(): Answer {
  const error = { message: "There is no such video.", type: "invalid_request_error", code: null };
  return json(404, { error });
}

function readBills(logFile: string): Bill[] {
  return readFileSync(logFile, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Bill);
}
