import type OpenAI from "openai";
import { NotFoundError, APIError } from "openai";
import { z } from "zod";
import { frameSize } from "../request/frame-size.ts";
import type { LostSubmission, Model, Operation } from "../provider.ts";
import { styledPrompt } from "../request/styled-prompt.ts";
import { readVideo } from "./video-answer.ts";
import type { VideoAnswer } from "./video-answer.ts";

const PAGE = 100;
const MOST_PAGES = 10;
/** How far the server's clock may be from ours, in ms. */
const SKEW = 2 * 60_000;
/** How long after it was sent a create may still be taken, in ms. */
const LATEST = 10 * 60_000;

/** As in `film-1-2026-11-21` or `film-1-20261121`. */
const DATE = /[-@](?:\d{4}-\d{2}-\d{2}|\d{6,8})$/;

const Page = z.looseObject({
  data: z.array(z.unknown()),
  has_more: z.boolean().nullish().catch(undefined),
});

/** What was asked for. Without a name where a server has one model, whatever it calls it. */
export type LostModel = Omit<Model, "name"> & { readonly name: string | undefined };

/** Looks through the server's list for what a lost submission may have begun. */
export async function findLost(
  client: OpenAI,
  lost: LostSubmission,
  model: LostModel,
  signal: AbortSignal,
): Promise<Operation[]> {
  const recent: VideoAnswer[] = [];
  let after: string | undefined;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await readPage(client, after, signal);
    if (!page) return [];
    const videos = page.data.map(readVideo).filter((video) => video !== undefined);
    recent.push(...videos.filter((video) => isInTime(video, lost.submittedAt)));
    after = videos.at(-1)?.id;
    if (!page.has_more || after === undefined || isPast(videos, lost.submittedAt)) break;
  }
  const ids = recent.filter((video) => matches(video, lost, model)).map(({ id }) => id);
  // A server that knows no pages answers with the same one again.
  return [...new Set(ids)].flatMap((id) => (id === undefined ? [] : [{ video: id }]));
}

/** Nothing when the server has no such list. */
async function readPage(client: OpenAI, after: string | undefined, signal: AbortSignal) {
  const query = { limit: PAGE, order: "desc", ...(after === undefined ? {} : { after }) };
  try {
    return Page.parse(await client.get("/videos", { query, signal }));
  } catch (error) {
    const status = error instanceof APIError ? error.status : undefined;
    if (error instanceof NotFoundError || status === 405 || status === 501) return undefined;
    throw error;
  }
}

function isInTime({ createdAt }: VideoAnswer, submittedAt: number): boolean {
  return (
    createdAt !== undefined &&
    createdAt >= submittedAt - SKEW &&
    createdAt <= submittedAt + LATEST + SKEW
  );
}

/** Whether the pages, newest first, have left the window behind. */
function isPast(videos: readonly VideoAnswer[], submittedAt: number): boolean {
  const first = videos[0]?.createdAt ?? 0;
  const last = videos.at(-1)?.createdAt ?? Number.POSITIVE_INFINITY;
  return last <= first && last < submittedAt - SKEW;
}

/**
 * The prompt must be named: what matches only by its size may be somebody else's. So nothing is found
 * at gateways that keep no prompts, as LiteLLM does.
 */
function matches(video: VideoAnswer, { request }: LostSubmission, model: LostModel): boolean {
  const { width, height } = frameSize(request, model);
  return (
    video.prompt !== undefined &&
    flat(video.prompt) === flat(styledPrompt(request)) &&
    (video.size === undefined || video.size === `${width}x${height}`) &&
    (video.seconds === undefined || video.seconds === request.seconds) &&
    (video.model === undefined || model.name === undefined || isSameModel(video.model, model.name))
  );
}

/** A form changes line breaks on its way, and some servers trim. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** Servers answer with a dated snapshot of a model, or without the prefix of a gateway. */
function isSameModel(one: string, other: string): boolean {
  return isNamed(one, other) || isNamed(other, one);
}

function isNamed(full: string, short: string): boolean {
  return [full, full.replace(DATE, "")].some(
    (name) => name === short || name.endsWith(`/${short}`),
  );
}
