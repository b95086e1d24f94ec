import { z } from "zod";
import type { FailureKind } from "../../errors.ts";
import { isMissing, kindOfCode, oneLine, readSaid, unreadableError } from "../http.ts";
import type { JsonAnswer } from "../http.ts";
import type { Snapshot } from "../provider.ts";
import { falError, NAME } from "./failures.ts";

const Result = z.looseObject({
  video: z.looseObject({ url: z.url() }),
  video_id: z.string().nullish().catch(undefined),
});

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
 * for the result is the failure. Throws `ProviderError` when the answer may be about something else,
 * such as our key or a gateway, and the next one may be better.
 */
export function endWithout(answer: JsonAnswer, now: () => number): Snapshot {
  const { status, headers, body } = answer;
  if (isMissing(answer)) return { status: "expired" };
  const said = readSaid(body);
  const isOurs = [401, 403, 408, 425, 429].includes(status);
  const isPassing = headers.get("x-fal-retryable") === "true" || said.message === undefined;
  if (status < 300) throw unreadableError(NAME, body);
  if (isOurs || (status >= 500 && isPassing)) throw falError(answer, now);
  return failed(kindOf(status, said.type ?? said.code), said.message ?? "");
}

/** A failure that the status itself names. */
export function failedWith(type: string | undefined, message: string | undefined): Snapshot {
  if (/cancel/i.test(type ?? "")) return { status: "cancelled" };
  return failed(kindOf(500, type), message ?? "");
}

function failed(kind: FailureKind, reason: string): Snapshot {
  return { status: "failed", kind, reason: oneLine(reason) || "The provider gave no reason." };
}

function kindOf(status: number, type: string | number | null | undefined): FailureKind {
  return kindOfCode(type) ?? (status >= 500 ? "unavailable" : "invalid");
}
