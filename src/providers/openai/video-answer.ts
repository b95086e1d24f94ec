import { z } from "zod";
import { WireNumber, WireTime } from "../request/wire-number.ts";

const Text = z.string().nullish().catch(undefined);
const Fields = z.record(z.string(), z.unknown());

const Failure = z
  .union([
    z.string().transform((message) => ({ message, code: undefined })),
    z.looseObject({ message: Text, code: z.union([z.string(), z.number()]).nullish() }),
  ])
  .nullish()
  .catch(undefined);

const Body = z.looseObject({
  id: Text,
  task_id: Text,
  object: Text,
  status: Text,
  task_status: Text,
  progress: z.union([z.number(), z.string()]).nullish().catch(undefined),
  created_at: WireTime,
  prompt: Text,
  model: Text,
  size: Text,
  seconds: WireNumber,
  error: Failure,
  message: Text,
  detail: Text,
  video_url: Text,
  url: Text,
  output: z.array(Text).catch([]),
});

/** A video as these servers describe it, read as far as it can be: they differ in everything. */
export interface VideoAnswer {
  readonly id: string | undefined;
  /** Whether it calls itself a video; some gateways then name it by another id than they gave out. */
  readonly isVideo: boolean;
  /** In lower case, words joined by `_`. */
  readonly status: string | undefined;
  /** From 0 to 100, as reported. */
  readonly percent: number | undefined;
  /** In epoch ms. */
  readonly createdAt: number | undefined;
  readonly prompt: string | undefined;
  readonly model: string | undefined;
  readonly size: string | undefined;
  readonly seconds: number | undefined;
  readonly failure: { readonly code: string | number | undefined; readonly message: string };
  /** Where the clip lies, when the server says so. */
  readonly link: string | undefined;
}

/** Reads an answer, also from inside `data`. Nothing when it does not describe a video at all. */
export function readVideo(answer: unknown): VideoAnswer | undefined {
  const parsed = Body.safeParse(unwrapped(answer));
  if (!parsed.success) return undefined;
  const video = parsed.data;
  const id = video.id ?? video.task_id ?? undefined;
  const status = video.status ?? video.task_status ?? undefined;
  if (id === undefined && !status) return undefined;

  return {
    id,
    isVideo: video.object === "video",
    status: status?.toLowerCase().replaceAll(/[\s-]+/g, "_"),
    percent: percentOf(video.progress),
    createdAt: video.created_at ?? undefined,
    prompt: video.prompt ?? undefined,
    model: video.model ?? undefined,
    size: video.size ?? undefined,
    seconds: video.seconds ?? undefined,
    failure: {
      code: video.error?.code ?? undefined,
      message: video.error?.message ?? video.message ?? video.detail ?? "",
    },
    link: video.video_url ?? video.url ?? video.output[0] ?? undefined,
  };
}

/**
 * Some gateways put the video, or a part of it, inside `data`. What is around it has a status and an
 * error of its own, unless it is the video itself.
 */
function unwrapped(answer: unknown): unknown {
  const outer = Fields.safeParse(answer);
  const inner = Fields.safeParse(outer.data?.["data"]);
  if (!outer.success || !inner.success) return answer;
  const filled = Object.entries(inner.data).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const within = Object.fromEntries(filled);
  if (isNamed(outer.data) && !isNamed(within)) return { ...outer.data, ...within };
  const { id: _id, task_id: _task, status: _status, error: _error, ...around } = outer.data;
  return { ...around, ...within };
}

function isNamed(fields: z.infer<typeof Fields>): boolean {
  return typeof fields["id"] === "string" || typeof fields["task_id"] === "string";
}

function percentOf(progress: number | string | null | undefined): number | undefined {
  const percent = typeof progress === "string" ? Number.parseFloat(progress) : progress;
  return percent === null || percent === undefined || Number.isNaN(percent) ? undefined : percent;
}
