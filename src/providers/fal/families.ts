import type { Families } from "../request/task.ts";
import {
  always,
  aspect,
  first,
  last,
  prompt,
  references,
  resolution,
  seconds,
  secondsAsText,
  secondsWithUnit,
  seed,
  sourceId,
  sourceUrl,
} from "../request/values.ts";
import {
  characters,
  elements,
  promptNaming,
  promptOfElements,
  shots,
  trueResolution,
} from "./values.ts";

const TEXT = "text-to-video";
const IMAGE = "image-to-video";
const REFERENCE = "reference-to-video";
const EXTEND = "extend-video";

const sound = { generate_audio: always(true) };
const frame = { aspect_ratio: aspect, resolution };

const veo = { prompt, duration: secondsWithUnit, ...frame, ...sound, seed };
const kling = { prompt, duration: secondsAsText, ...sound };
const klingImage = { ...kling, prompt: promptOfElements, start_image_url: first, elements };
const klingScenes = {
  multi_prompt: shots,
  shot_type: always("customize"),
  duration: secondsAsText,
  aspect_ratio: aspect,
  ...sound,
};
const seedance = { prompt, duration: secondsAsText, ...frame, ...sound, seed };
const wan = { prompt, duration: secondsAsText, resolution, seed };
const ltx = { prompt, duration: seconds, ...frame, ...sound };
const hailuo = { prompt, duration: secondsAsText };
const grok = { prompt, duration: seconds, ...frame };
const sora = {
  prompt,
  duration: seconds,
  aspect_ratio: aspect,
  resolution: trueResolution,
  character_ids: characters,
  detect_and_block_ip: always(true),
  // A video that its studio has deleted cannot be changed later.
  delete_video: always(false),
};

/** The families of fal's models: which modes they have, where, and what each field is called. */
export const FAMILIES: Families = {
  veo: {
    text: { path: "", input: veo },
    image: { path: IMAGE, input: { ...veo, image_url: first } },
    "first-last": {
      path: "first-last-frame-to-video",
      input: { ...veo, first_frame_url: first, last_frame_url: last },
    },
    reference: {
      path: REFERENCE,
      input: { prompt, duration: secondsWithUnit, ...frame, ...sound, image_urls: references },
    },
    extend: { path: EXTEND, input: { ...veo, video_url: sourceUrl } },
  },
  kling: {
    text: { path: TEXT, input: { ...kling, aspect_ratio: aspect } },
    image: { path: IMAGE, input: klingImage },
    "first-last": { path: IMAGE, input: { ...klingImage, end_image_url: last } },
    characters: { path: IMAGE, input: klingImage },
    storyboard: { path: TEXT, input: klingScenes },
  },
  "kling-o3": {
    text: { path: TEXT, input: { ...kling, aspect_ratio: aspect } },
    image: { path: IMAGE, input: { ...kling, image_url: first } },
    "first-last": { path: IMAGE, input: { ...kling, image_url: first, end_image_url: last } },
    reference: {
      path: REFERENCE,
      input: {
        ...kling,
        prompt: promptNaming("@Image"),
        aspect_ratio: aspect,
        image_urls: references,
      },
    },
    edit: {
      path: "video-to-video/edit",
      input: { prompt: promptNaming("@Video"), video_url: sourceUrl, keep_audio: always(true) },
    },
    storyboard: { path: TEXT, input: klingScenes },
  },
  seedance: {
    text: { path: TEXT, input: seedance },
    image: { path: IMAGE, input: { ...seedance, image_url: first } },
    "first-last": {
      path: IMAGE,
      input: { ...seedance, image_url: first, end_image_url: last },
    },
    reference: {
      path: REFERENCE,
      input: { ...seedance, prompt: promptNaming("@Image"), image_urls: references },
    },
  },
  wan: {
    text: { path: TEXT, input: { ...wan, aspect_ratio: aspect } },
    image: { path: IMAGE, input: { ...wan, image_url: first } },
    "first-last": { path: IMAGE, input: { ...wan, image_url: first, end_image_url: last } },
    reference: {
      path: REFERENCE,
      input: { ...wan, aspect_ratio: aspect, reference_image_urls: references },
    },
    edit: {
      path: "edit-video",
      input: { prompt, resolution, aspect_ratio: aspect, seed, video_url: sourceUrl },
    },
    extend: { path: IMAGE, input: { ...wan, video_url: sourceUrl } },
  },
  ltx: {
    text: { path: TEXT, input: ltx },
    image: { path: IMAGE, input: { ...ltx, image_url: first } },
    "first-last": { path: IMAGE, input: { ...ltx, image_url: first, end_image_url: last } },
    extend: {
      path: EXTEND,
      input: { prompt, duration: seconds, mode: always("end"), video_url: sourceUrl },
    },
  },
  hailuo: {
    text: { path: TEXT, input: hailuo },
    image: { path: IMAGE, input: { ...hailuo, image_url: first } },
  },
  // Its length is fixed, and it takes no word about it.
  "hailuo-pro": {
    text: { path: TEXT, input: { prompt } },
    image: { path: IMAGE, input: { prompt, image_url: first } },
  },
  grok: {
    text: { path: TEXT, input: grok },
    image: { path: IMAGE, input: { ...grok, image_url: first } },
    reference: { path: REFERENCE, input: { ...grok, reference_image_urls: references } },
    edit: { path: "edit-video", input: { prompt, resolution, video_url: sourceUrl } },
    extend: { path: EXTEND, input: { prompt, duration: seconds, video_url: sourceUrl } },
  },
  sora: {
    text: { path: TEXT, input: sora },
    image: { path: IMAGE, input: { ...sora, image_url: first } },
    characters: { path: TEXT, input: sora },
    edit: {
      path: "video-to-video/remix",
      input: { prompt, video_id: sourceId, delete_video: always(false) },
    },
  },
};
