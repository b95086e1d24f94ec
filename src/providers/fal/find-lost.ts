import { isDeepStrictEqual as isSameValue } from "node:util";
import { z } from "zod";
import { isMissing, unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import type { LostSubmission, Operation, VideoRequest } from "../provider.ts";
import { inputOf } from "../request/task.ts";
import type { Endpoint, Task } from "../request/task.ts";
import { falError, NAME } from "./failures.ts";

const PAGE = 100;
const MOST_PAGES = 10;
/** How far fal's clock may be from ours, and how long after it was sent a submit may be taken, in ms. */
const SKEW = 2 * 60_000;
const LATEST = 10 * 60_000;

const Fields = z.record(z.string(), z.unknown());
const Page = z.looseObject({
  items: z.array(
    z.looseObject({ request_id: z.string(), json_input: Fields.nullish().catch(undefined) }),
  ),
  next_cursor: z.string().nullish().catch(undefined),
  has_more: z.boolean().nullish().catch(undefined),
});

interface FindDeps {
  readonly platform: JsonApi;
  readonly endpoint: Endpoint;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Looks through what the endpoint was sent for what a lost submission may have begun. */
export async function findLost(
  { request, submittedAt }: LostSubmission,
  { platform, endpoint, now, signal }: FindDeps,
): Promise<Operation[]> {
  const wanted = withoutAddresses(endpoint.task, request);
  const found = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      endpoint_id: endpoint.id,
      start: new Date(submittedAt - SKEW).toISOString(),
      end: new Date(submittedAt + LATEST + SKEW).toISOString(),
      limit: String(PAGE),
      expand: "payloads",
      ...(cursor === undefined ? {} : { cursor }),
    });
    const path = `/v1/models/requests/by-endpoint?${query.toString()}`;
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const answer = await platform.answer(path, { method: "GET" }, signal);
    // A key that may only film may not look at the list, and an unknown endpoint has none.
    if (isMissing(answer) || answer.status === 403) return [];
    if (answer.status > 299) throw falError(answer, now);
    const parsed = Page.safeParse(answer.body);
    if (!parsed.success) throw unreadableError(NAME, answer.body);

    const { items, next_cursor: next, has_more: hasMore } = parsed.data;
    for (const item of items) {
      if (isSame(wanted, item.json_input ?? {})) found.add(item.request_id);
    }
    if (!hasMore || !next || next === cursor) break;
    cursor = next;
  }
  return [...found].map((id) => ({ endpoint: endpoint.id, request: id }));
}

/** What is sent for a request but its addresses, which are new with every submission. */
function withoutAddresses(task: Task, request: VideoRequest): Record<string, unknown> {
  const references = request.pictures.filter(({ role }) => role === "reference");
  const [one = {}, other = {}] = ["one", "other"].map((address) =>
    inputOf(task, {
      request,
      first: address,
      last: address,
      references: references.map(() => address),
      source: { url: address, id: address },
    }),
  );
  const fields = Object.entries(one);
  return Object.fromEntries(fields.filter(([name, value]) => isSameValue(value, other[name])));
}

function isSame(wanted: Record<string, unknown>, sent: Record<string, unknown>): boolean {
  return Object.entries(wanted).every(([name, value]) => isSameValue(sent[name], value));
}
