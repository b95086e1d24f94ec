import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dollars } from "../../src/money.ts";
import type {
  Model,
  Submission,
  VideoProvider,
  VideoRequest,
} from "../../src/providers/provider.ts";

export const patience = () => AbortSignal.timeout(15_000);

export const request = (over: Partial<VideoRequest> = {}): VideoRequest => ({
  prompt: "a paper boat in the rain",
  model: "film-1",
  mode: "text",
  seconds: 4,
  aspect: "16:9",
  resolution: "720p",
  seed: 7,
  pictures: [],
  ...over,
});

export const submission = (over: Partial<VideoRequest> = {}, key = "job-1"): Submission => ({
  key,
  request: request(over),
  picturePaths: (over.pictures ?? []).map(({ file }) => join(tmpdir(), file)),
});

/** Submits to a provider in one word. */
export const submitting =
  (provider: VideoProvider) =>
  (...wish: Parameters<typeof submission>) =>
    provider.submit(submission(...wish), patience());

/** What most studios have in common, as the contracts want to know it. */
export const USUAL = {
  request: request(),
  routes: { submit: "create", poll: "retrieve", content: "content" },
} as const;
export const USUAL_SAYINGS = {
  "a word of tomorrow": { status: "dreaming" },
  cancelled: { status: "cancelled" },
};

export const picture = (role: "first" | "last" | "reference", width = 800, height = 1_200) => ({
  file: `${role}.jpg`,
  width,
  height,
  role,
});

/** An entry of the catalogue that can everything, so that a test may take away. */
export const entry = (provider: string, over: Partial<Model> = {}): Model => ({
  id: "film-1",
  provider,
  name: "film/one",
  title: "Film One",
  modes: ["text", "image", "first-last", "reference", "edit", "extend"],
  seconds: [4, 8, 12],
  aspects: ["16:9", "9:16"],
  resolutions: ["720p", "1080p"],
  audio: true,
  seed: true,
  cancel: false,
  progress: false,
  promptLength: 2_000,
  pricePerSecond: { "720p": dollars(0.1), "1080p": dollars(0.2) },
  typicalSeconds: 60,
  deadlineSeconds: 600,
  ...over,
});

/** Writes down what was to be prepared, and the same bytes for each. */
export function createDarkroom() {
  const prepared: { from: string; width: number; height: number }[] = [];
  let next: ((file: string) => Promise<void>) | undefined;
  return {
    prepared,
    /** What happens to the next picture as soon as it is there. */
    onPicture(act: (file: string) => Promise<void>) {
      next = act;
    },
    async prepare(from: string, to: string, width: number, height: number) {
      prepared.push({ from, width, height });
      await writeFile(to, "a prepared picture");
      await next?.(to);
    },
  };
}
