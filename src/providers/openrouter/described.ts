import { Aspect, Resolution } from "../provider.ts";
import type { Mode, Model } from "../provider.ts";
import { frameSize } from "../request/frame-size.ts";
import { unreadSkus } from "./extras.ts";
import { NAME } from "./name.ts";
import { pricesBySecond } from "./prices.ts";
import type { Listed } from "./listing.ts";

/** What the list does not tell about a model that the catalogue does not know. */
const UNKNOWN = {
  promptLength: 4_000,
  typicalSeconds: 120,
  deadlineSeconds: 3_600,
};
/** Modes that the list describes; the others are the catalogue's to know. */
const DESCRIBED = new Set<Mode>(["text", "image", "first-last"]);

/**
 * A model as OpenRouter describes it today, with what the catalogue knows beside it. Nothing when it
 * films nothing that can be asked for here.
 */
export function describedModel(listed: Listed, preset: Model | undefined): Model | undefined {
  const shape = shapeOf(listed, preset);
  const seconds = secondsOf(listed, preset);
  if (!shape || seconds.length === 0) return undefined;

  const { id, name } = listed;
  const audio = listed.generate_audio ?? preset?.audio ?? false;
  const model: Model = {
    ...UNKNOWN,
    id,
    provider: NAME,
    title: name || id,
    progress: false,
    cancel: false,
    ...preset,
    name: id,
    ...shape,
    modes: modesOf(listed, preset),
    seconds,
    audio,
    seed: listed.seed ?? preset?.seed ?? false,
    pricePerSecond: {},
  };
  // By a price that nobody here can read it is not offered; jobs that run still know it.
  if (unreadSkus(listed.pricing_skus ?? {}).length > 0) return model;
  const prices = pricesOf(listed, model);
  const isPriced = model.resolutions.every((resolution) => prices[resolution] !== undefined);
  return { ...model, pricePerSecond: isPriced ? prices : (preset?.pricePerSecond ?? {}) };
}

type Shape = Pick<Model, "aspects" | "resolutions" | "sizes">;

/** Its shapes and finenesses as far as we have words for them. */
function shapeOf(listed: Listed, preset: Model | undefined): Shape | undefined {
  const aspects = ourWords(Aspect.options, listed.supported_aspect_ratios) ?? preset?.aspects ?? [];
  const resolutions = ourWords(Resolution.options, listed.supported_resolutions);
  if (aspects.length === 0) return undefined;
  if (resolutions && resolutions.length > 0) return { aspects, resolutions, sizes: preset?.sizes };
  if (!resolutions && preset)
    return { aspects, resolutions: preset.resolutions, sizes: preset.sizes };
  return shapeNear720(aspects, listed.supported_sizes ?? []);
}

/** Some film in nothing but 768 lines, which is what people mean by 720p. */
function shapeNear720(wished: readonly Aspect[], sizes: readonly string[]): Shape | undefined {
  const found = wished.flatMap((aspect) => {
    const size = sizes.find((one) => isSize(one, aspect));
    return size === undefined ? [] : [[aspect, size] as const];
  });
  if (found.length === 0) return undefined;
  return {
    aspects: found.map(([aspect]) => aspect),
    resolutions: ["720p"],
    sizes: { "720p": Object.fromEntries(found) },
  };
}

function isSize(size: string, aspect: Aspect): boolean {
  const [width = 0, height = 0] = size.split("x").map(Number);
  const [across = 1, up = 1] = aspect.split(":").map(Number);
  const isNear = Math.abs(width / height / (across / up) - 1) < 0.05;
  return isNear && Math.min(width, height) === 768;
}

function secondsOf({ supported_durations: listed }: Listed, preset: Model | undefined): number[] {
  const seconds = listed?.filter((one) => Number.isInteger(one) && one > 0);
  return seconds?.toSorted((one, other) => one - other) ?? preset?.seconds ?? [];
}

function modesOf({ supported_frame_images: frames }: Listed, preset: Model | undefined): Mode[] {
  const known: readonly Mode[] = preset?.modes ?? ["text"];
  if (!frames) return [...known];
  const [first, last] = ["first_frame", "last_frame"].map((frame) => frames.includes(frame));
  return [
    ...(known.includes("text") ? (["text"] as const) : []),
    ...(first ? (["image"] as const) : []),
    ...(first && last ? (["first-last"] as const) : []),
    ...known.filter((mode) => !DESCRIBED.has(mode)),
  ];
}

function pricesOf(listed: Listed, model: Model): Model["pricePerSecond"] {
  return pricesBySecond({
    prices: listed.pricing_skus ?? {},
    resolutions: model.resolutions,
    audio: model.audio,
    nameOf: (resolution) =>
      listed.supported_resolutions?.includes(resolution) ? resolution : "768p",
    frameOf: (resolution) => frameSize({ resolution, aspect: model.aspects[0] ?? "16:9" }, model),
  });
}

function ourWords<Word extends string>(
  words: readonly Word[],
  listed: readonly string[] | null | undefined,
): Word[] | undefined {
  return listed ? words.filter((word) => listed.includes(word)) : undefined;
}
