import { unreachable } from "../../errors.ts";
import type { FailureKind } from "../../errors.ts";
import { kindOfCode, oneLine } from "../http.ts";
import type { Asset, Snapshot } from "../provider.ts";
import { isLoss } from "../request/is-loss.ts";
import type { Profile } from "./profiles.ts";
import type { VideoAnswer } from "./video-answer.ts";

type Status = Snapshot["status"];

/** What the servers of this shape say for each state. Any other word means that work goes on. */
const WORDS: Readonly<Record<string, Status>> = {
  queued: "queued",
  pending: "queued",
  submitted: "queued",
  not_start: "queued",
  created: "queued",
  completed: "succeeded",
  complete: "succeeded",
  success: "succeeded",
  succeeded: "succeeded",
  failed: "failed",
  failure: "failed",
  error: "failed",
  cancelled: "cancelled",
  canceled: "cancelled",
  deleted: "cancelled",
  expired: "expired",
};

/** Turns an answer into how the generation stands, by the server's profile. */
export function toSnapshot(videoId: string, video: VideoAnswer, profile: Profile): Snapshot {
  const status = WORDS[video.status ?? ""] ?? "running";
  switch (status) {
    case "succeeded":
      return { status, asset: assetOf(videoId, video, profile) };
    case "failed":
      return { status, ...failureOf(video.failure) };
    case "running":
      return { status, ...progressOf(video.percent, profile) };
    case "queued":
    case "cancelled":
    case "expired":
    case "lost":
      return { status };
    default:
      return unreachable(status);
  }
}

/** Whether a final word is about this video: an envelope may speak of the call, and not of the film. */
export function isCredible(snapshot: Snapshot, video: VideoAnswer, videoId: string): boolean {
  if (isLoss(snapshot)) return video.id === videoId || (video.isVideo && video.id !== undefined);
  const isNamed = video.id !== undefined || video.link !== undefined;
  return snapshot.status !== "succeeded" || isNamed;
}

function assetOf(video: string, { link }: VideoAnswer, { linksClips }: Profile): Asset {
  return link && linksClips ? { video, link } : { video };
}

function progressOf(percent: number | undefined, { progress }: Profile): { progress?: number } {
  if (percent === undefined || progress === false) return {};
  const isBetween = percent > 0 && percent < 100;
  if (progress === "between" && !isBetween) return {};
  return { progress: Math.min(1, Math.max(0, percent / 100)) };
}

function failureOf({ code, message }: VideoAnswer["failure"]): {
  kind: FailureKind;
  reason: string;
} {
  return {
    kind: kindOfCode(code) ?? "unknown",
    reason: oneLine(message) || "The provider gave no reason.",
  };
}
