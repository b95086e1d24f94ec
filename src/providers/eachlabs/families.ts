import type { Families } from "../request/task.ts";
import { aspect, first, prompt, resolution, seconds, seed, sourceUrl } from "../request/values.ts";

const TEXT = "text-to-video";
const IMAGE = "image-to-video";

const usual = { prompt, duration: seconds, aspect_ratio: aspect, seed };
const sharp = { ...usual, resolution };

/** The families of eachlabs' models: which modes they have, under which slug, with which fields. */
export const FAMILIES: Families = {
  sora: {
    text: { path: TEXT, input: { prompt, duration: seconds, aspect_ratio: aspect } },
    image: {
      path: IMAGE,
      input: { prompt, duration: seconds, aspect_ratio: aspect, image_url: first },
    },
  },
  veo: {
    text: { path: TEXT, input: sharp },
    image: { path: IMAGE, input: { ...sharp, image_url: first } },
    extend: { path: "extend-video", input: { prompt, video_url: sourceUrl } },
  },
  // A slug of its own for each way: `kling-3-0`, `veo3-1-fast`.
  plain: {
    text: { path: "", input: usual },
  },
  seedance: {
    text: { path: TEXT, input: sharp },
    image: { path: IMAGE, input: { ...sharp, image_url: first } },
  },
  wan: {
    text: { path: TEXT, input: usual },
    image: { path: IMAGE, input: { prompt, duration: seconds, seed, image_url: first } },
  },
};
