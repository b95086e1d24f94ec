import type { VideoRequest } from "../provider.ts";
import { styledPrompt } from "./styled-prompt.ts";

/** What a submission is made of, once its pictures and its source have an address. */
export interface Given {
  readonly request: VideoRequest;
  /** The addresses of the pictures, by what they are for. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  readonly references: readonly string[];
  readonly source?: SourceVideo | undefined;
}

/** A finished video that another goes on from: where it lies, and what its provider calls it. */
export interface SourceVideo {
  readonly url?: string | undefined;
  readonly id?: string | undefined;
}

/** One field of an input: read from what is given; what is `undefined` is left out. */
export type Value = (given: Given) => unknown;

export const prompt: Value = ({ request }) => styledPrompt(request);
export const seconds: Value = ({ request }) => request.seconds;
export const secondsAsText: Value = ({ request }) => String(request.seconds);
export const secondsWithUnit: Value = ({ request }) => `${request.seconds}s`;
export const aspect: Value = ({ request }) => request.aspect;
export const resolution: Value = ({ request }) => request.resolution;
export const seed: Value = ({ request }) => request.seed;

export const first: Value = (given) => given.first;
export const last: Value = (given) => given.last;
export const references: Value = (given) => given.references;
export const sourceUrl: Value = ({ source }) => source?.url;
export const sourceId: Value = ({ source }) => source?.id;

/** The first picture, and the last one where there is one, in one list. */
export const frames: Value = (given) => {
  const urls = [given.first, given.last].filter((url) => url !== undefined);
  return urls.length > 0 ? urls : undefined;
};

/** What is sent for each request of a family, whatever it asks for. */
export const always =
  (value: string | boolean): Value =>
  () =>
    value;
