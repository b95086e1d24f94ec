import type { Families } from "../request/task.ts";
import {
  always,
  aspect,
  first,
  frames,
  prompt,
  references,
  resolution,
  seconds,
  seed,
  sourceId,
} from "../request/values.ts";
import type { Value } from "../request/values.ts";

const TEXT = "text-to-video";
const IMAGE = "image-to-video";

const usual = { prompt, duration: seconds, aspect_ratio: aspect };
const sharp = { ...usual, resolution };
const seedance = { ...usual, generate_audio: always(true), seed };

/** The scenes of one film, each with its own length. */
const scenes: Value = ({ request }) =>
  request.shots?.map((shot) => ({
    scene: prompt({ request: { ...request, prompt: shot.prompt }, references: [] }),
    duration: shot.seconds,
  }));

/** The families of MuAPI's models: which modes they have, under which slug, with which fields. */
export const FAMILIES: Families = {
  sora: {
    text: { path: TEXT, input: usual },
    image: { path: IMAGE, input: { ...usual, image_url: first } },
    edit: { path: "video-to-video-remix", input: { prompt, video_id: sourceId } },
  },
  "sora-pro": {
    text: { path: TEXT, input: sharp },
    image: { path: IMAGE, input: { ...sharp, images_list: frames } },
    storyboard: {
      path: "storyboard",
      input: { shots: scenes, duration: seconds, aspect_ratio: aspect, images_list: frames },
    },
  },
  veo: {
    text: { path: TEXT, input: sharp },
    image: { path: IMAGE, input: { ...sharp, image_url: first } },
    reference: {
      path: "reference-to-video",
      input: {
        prompt,
        duration: seconds,
        resolution,
        images_list: references,
        generate_audio: always(true),
      },
    },
    extend: { path: "extend-video", input: { ...sharp, request_id: sourceId } },
  },
  kling: {
    text: { path: TEXT, input: usual },
    image: { path: IMAGE, input: { ...usual, image_url: first } },
  },
  seedance: {
    text: { path: TEXT, input: seedance },
    image: { path: IMAGE, input: { ...seedance, image_url: first } },
    reference: { path: "omni-reference", input: { ...seedance, images_list: references } },
  },
  wan: {
    text: { path: TEXT, input: sharp },
    image: { path: IMAGE, input: { ...sharp, image_url: first } },
  },
  ltx: {
    text: { path: TEXT, input: { prompt, duration: seconds, generate_audio: always(true) } },
    image: {
      path: IMAGE,
      input: { prompt, duration: seconds, generate_audio: always(true), image_url: first },
    },
  },
  grok: {
    text: { path: TEXT, input: sharp },
    image: { path: IMAGE, input: { ...sharp, images_list: frames } },
  },
};
