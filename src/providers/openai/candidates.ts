import type { LostSubmission, Model, VideoRequest } from "../provider.ts";
import { frameSize } from "../request/frame-size.ts";
import { styledPrompt } from "../request/styled-prompt.ts";
import type { VideoAnswer } from "./video-answer.ts";

/** How close to its submission a video must have begun that is known by nothing else, in ms. */
const CLOSE = 2 * 60_000;

/** As in `film-1-2026-11-21` or `film-1-20261121`. */
const DATE = /[-@](?:\d{4}-\d{2}-\d{2}|\d{6,8})$/;

/** What was asked for. Without a name where a server has one model, whatever it calls it. */
export type LostModel = Omit<Model, "name"> & { readonly name: string | undefined };

interface Context {
  readonly model: LostModel;
  readonly tellsPrompts: boolean;
}

/**
 * Which videos a lost submission may have begun: those of its prompt. A server that tells no prompts,
 * as SGLang, tells them apart by what else it says, all of it, and only while nothing else of ours
 * that is lost could be the same.
 */
export function candidatesIn(
  videos: readonly VideoAnswer[],
  lost: LostSubmission,
  { model, tellsPrompts }: Context,
): VideoAnswer[] {
  const { request, submittedAt, others = [] } = lost;
  if (tellsPrompts) {
    return videos.filter((video) => isOfPrompt(video, request) && mayBe(video, request, model));
  }
  if (others.some((other) => isOfSameShape(other, request))) return [];
  return videos.filter(
    (video) =>
      tellsItsShape(video, model) &&
      mayBe(video, request, model) &&
      Math.abs((video.createdAt ?? 0) - submittedAt) <= CLOSE,
  );
}

/** What a video leaves open does not speak against it. */
function mayBe(video: VideoAnswer, request: VideoRequest, model: LostModel): boolean {
  const { width, height } = frameSize(request, model);
  return (
    (video.size === undefined || video.size === `${width}x${height}`) &&
    (video.seconds === undefined || video.seconds === request.seconds) &&
    (video.model === undefined || model.name === undefined || isSameModel(video.model, model.name))
  );
}

function tellsItsShape({ size, seconds, model: name }: VideoAnswer, model: LostModel): boolean {
  const tellsModel = model.name === undefined || name !== undefined;
  return size !== undefined && seconds !== undefined && tellsModel;
}

function isOfSameShape(one: VideoRequest, other: VideoRequest): boolean {
  return (
    one.model === other.model &&
    one.seconds === other.seconds &&
    one.aspect === other.aspect &&
    one.resolution === other.resolution
  );
}

function isOfPrompt({ prompt }: VideoAnswer, request: VideoRequest): boolean {
  return prompt !== undefined && flat(prompt) === flat(styledPrompt(request));
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
