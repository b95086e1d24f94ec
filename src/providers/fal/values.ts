import type { VideoRequest } from "../provider.ts";
import { styledPrompt } from "../request/styled-prompt.ts";

/** What a submission is made of, once its pictures and its source have an address. */
export interface Given {
  readonly request: VideoRequest;
  /** The addresses of the pictures, by what they are for. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  readonly references: readonly string[];
  readonly source?: SourceVideo | undefined;
}

/** A finished video that another goes on from. */
export interface SourceVideo {
  readonly url: string;
  /** What its studio calls it, where it does. */
  readonly id?: string | undefined;
}

/** One field of an input: read from what is given; what is `undefined` is left out. */
export type Value = (given: Given) => unknown;

const MOST_CHARACTERS = 2;

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

/** What is sent for each request of a family, whatever it asks for. */
export const always =
  (value: string | boolean): Value =>
  () =>
    value;

/** The prompt for models that only look at a picture or a clip which the prompt names. */
export const promptNaming =
  (word: "@Image" | "@Video"): Value =>
  (given) => {
    const text = styledPrompt(given.request);
    const count = word === "@Video" ? 1 : given.references.length;
    const names = Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
    const missing = names.filter((name) => !text.includes(name));
    return missing.length === 0 ? text : `${text}\n\n${missing.join(", ")}.`;
  };

/** The scenes of one film, each with its own length. */
export const shots: Value = ({ request }) =>
  request.shots?.map((shot) => ({
    prompt: styledPrompt({ ...request, prompt: shot.prompt }),
    duration: String(shot.seconds),
  }));

/** The studio's own ids of whom the prompt names. */
export const characters: Value = ({ request }) => {
  const ids = (request.cast ?? []).flatMap(({ ids: byProvider }) => byProvider?.["fal"] ?? []);
  return ids.length > 0 ? ids.slice(0, MOST_CHARACTERS) : undefined;
};

/** Full HD in its real pixels: what is plainly called 1080p there is smaller. */
export const trueResolution: Value = ({ request }) =>
  request.resolution === "1080p" ? "true_1080p" : request.resolution;
