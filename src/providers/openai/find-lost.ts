import type OpenAI from "openai";
import { NotFoundError, APIError } from "openai";
import { z } from "zod";
import type { LostSubmission, Operation } from "../provider.ts";
import { candidatesIn } from "./candidates.ts";
import type { LostModel } from "./candidates.ts";
import { readVideo } from "./video-answer.ts";
import type { VideoAnswer } from "./video-answer.ts";

const PAGE = 100;
const MOST_PAGES = 10;
/** How far the server's clock may be from ours, in ms. */
const SKEW = 2 * 60_000;
/** How long after it was sent a create may still be taken, in ms. */
const LATEST = 10 * 60_000;

const Page = z.looseObject({
  data: z.array(z.unknown()),
  has_more: z.boolean().nullish().catch(undefined),
});

interface Found {
  readonly operations: readonly Operation[];
  /** Whether the list would have shown what was begun: nothing of that time stands there unexplained. */
  readonly isWhole: boolean;
}

/** Looks through the server's list for what a lost submission may have begun. */
export async function findLost(
  client: OpenAI,
  lost: LostSubmission,
  model: LostModel,
  signal: AbortSignal,
): Promise<Found> {
  const all: VideoAnswer[] = [];
  let after: string | undefined;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await readPage(client, after, signal);
    if (!page) return { operations: [], isWhole: false };
    const videos = page.data.map(readVideo).filter((video) => video !== undefined);
    all.push(...videos);
    after = videos.at(-1)?.id;
    if (!page.has_more || after === undefined || isPast(videos, lost.submittedAt)) break;
  }
  const recent = all.filter((video) => isInTime(video, lost.submittedAt));
  const tellsPrompts = all.some(({ prompt }) => prompt !== undefined);
  const ids = candidatesIn(recent, lost, { model, tellsPrompts }).map(({ id }) => id);
  // A server that knows no pages answers with the same one again.
  const operations = [...new Set(ids)].flatMap((id) => (id === undefined ? [] : [{ video: id }]));
  const isUnexplained = (video: VideoAnswer) =>
    video.prompt === undefined &&
    (video.createdAt === undefined || isInTime(video, lost.submittedAt));
  return { operations, isWhole: !all.some(isUnexplained) };
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
