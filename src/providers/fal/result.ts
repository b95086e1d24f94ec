import { z } from "zod";
import { isMissing, kindOfCode, oneLine, readSaid, unreadableError } from "../http.ts";
import type { JsonAnswer } from "../http.ts";
import type { Snapshot } from "../provider.ts";
import { falError, NAME } from "./failures.ts";

const Result = z.looseObject({
  video: z.looseObject({ url: z.url() }),
  video_id: z.string().nullish().catch(undefined),
});

/** Answers about our key, our account and our pace. */
const NOT_ABOUT_THE_FILM = new Set([401, 402, 403, 408, 425, 429]);

/** Where a finished video lies. */
export interface FalVideo {
  readonly url: string;
  /** What its studio calls it, where it does. */
  readonly id: string | undefined;
  /** How much of it is billed, in the unit of its price. */
  readonly units: number | undefined;
}

/** The video in a result; nothing when it has none. */
export function readResult({ body, headers }: JsonAnswer): FalVideo | undefined {
  const parsed = Result.safeParse(body);
  if (!parsed.success) return undefined;
  const units = Number.parseFloat(headers.get("x-fal-billable-units") ?? "");
  return {
    url: parsed.data.video.url,
    id: parsed.data.video_id ?? undefined,
    units: Number.isFinite(units) && units >= 0 ? units : undefined,
  };
}

/**
 * How a generation ended that has no video. There is no word for failure: the answer to the question
 * for the result is the failure, and `errorType` what its status said about it. Throws
 * `ProviderError` when the answer may be about something else, such as our key or a gateway, and the
 * next one may be better.
 */
export function endWithout(
  answer: JsonAnswer,
  errorType: string | undefined,
  now: () => number,
): Snapshot {
  const { status, body } = answer;
  if (isMissing(answer)) return { status: "expired" };
  if (status < 300) throw unreadableError(NAME, body);
  const { type, code, message = "" } = readSaid(body);
  if (!isAboutFilm(answer, errorType)) throw falError(answer, now);
  const kind = kindOfCode(type ?? code) ?? (status >= 500 ? "unavailable" : "invalid");
  return { status: "failed", kind, reason: oneLine(message) || "The provider gave no reason." };
}

/** What is no JSON, or breaks without a word from fal, comes from something in front of it. */
function isAboutFilm(
  { status, headers, body }: JsonAnswer,
  errorType: string | undefined,
): boolean {
  if (body === undefined || NOT_ABOUT_THE_FILM.has(status)) return false;
  if (status < 500) return true;
  const retryable = headers.get("x-fal-retryable");
  if (retryable === "true") return false;
  return retryable === "false" || headers.has("x-fal-error-type") || errorType !== undefined;
}
