import { UserError } from "../../errors.ts";
import { said } from "../../said.ts";
import type { Said } from "../../said.ts";
import { modesInWords, secondsInWords } from "./model-words.ts";
import { ownPictures, picturesComplaint, picturesFor } from "./pictures.ts";
import type { Aspect, Mode, Model, Picture, Resolution, VideoRequest } from "../provider.ts";
import { secondsFor } from "../request/mode-seconds.ts";
import { styledPrompt } from "../request/styled-prompt.ts";
import type { Wish } from "./wish.ts";

export type { Wish } from "./wish.ts";

const USUAL_SECONDS = 4;
const RATIO: Record<Aspect, number> = { "16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1 };
const SEEDS = 2 ** 31;

interface Context {
  /** All models on offer: the sentence names one that can. */
  readonly offered?: readonly Model[];
  readonly random?: () => number;
}

/**
 * Turns a wish into a request that the model can film, with the nearest usual values for what was
 * left open. Throws `UserError` with a sentence that says what to change.
 */
export function fitRequest(wish: Wish, model: Model, context: Context = {}): VideoRequest {
  const { offered = [], random = Math.random } = context;
  const complaint = complaintAbout(wish, model);
  if (complaint) throw refusal(complaint, wish, offered);

  const pictures = picturesFor(wish, model);
  return {
    prompt: wish.prompt,
    model: model.id,
    mode: modeOf(pictures),
    seconds: wish.seconds ?? usualSeconds(secondsFor(model, modeOf(pictures))),
    aspect: aspectFor(wish, model),
    resolution: wish.resolution ?? usualResolution(model),
    style: wish.style,
    look: wish.look,
    cast: wish.cast && [...wish.cast],
    seed: wish.seed ?? Math.floor(random() * SEEDS),
    pictures,
  };
}

export function fits(wish: Wish, model: Model): boolean {
  return complaintAbout(wish, model) === undefined;
}

/** Whether a model films from such pictures, or from none, as the wish has them. */
export function isOfItsKind(wish: Wish, model: Model): boolean {
  return model.modes.includes(modeOf(picturesFor(wish, model)));
}

/** What a model cannot film of a wish, as one sentence; nothing when it can film it. */
function complaintAbout(wish: Wish, model: Model): Said | undefined {
  const { id } = model;
  const pictures = picturesFor(wish, model);
  const mode = modeOf(pictures);
  if (!model.modes.includes(mode)) {
    return said("{{id}} films from {{modes, or}}, not from {{wanted, or}}.", {
      id,
      modes: modesInWords(model.modes),
      wanted: modesInWords([mode]),
    });
  }
  const complaint = picturesComplaint(ownPictures(wish), model);
  if (complaint) return complaint;
  const seconds = secondsFor(model, mode);
  if (wish.seconds !== undefined && !seconds.includes(wish.seconds)) {
    const lengths = secondsInWords(seconds);
    return said("{{id}} films {{lengths}}, not {{wanted}}.", { id, lengths, wanted: wish.seconds });
  }
  if (wish.aspect && wish.aspect !== "auto" && !model.aspects.includes(wish.aspect)) {
    return notIn(id, model.aspects, wish.aspect);
  }
  if (wish.resolution && !model.resolutions.includes(wish.resolution)) {
    return notIn(id, model.resolutions, wish.resolution);
  }
  const { length } = styledPrompt(wish);
  if (length > model.promptLength) {
    return said(
      "{{id}} reads prompts of up to {{most, number}} characters; this one has {{length, number}}.",
      { id, most: model.promptLength, length },
    );
  }
  return undefined;
}

function notIn(id: string, offered: readonly string[], wanted: string): Said {
  return said("{{id}} films in {{offered, or}}, not in {{wanted}}.", { id, offered, wanted });
}

/** The complaint, with the models that could. */
function refusal(complaint: Said, wish: Wish, offered: readonly Model[]): UserError {
  const able = offered.filter((model) => fits(wish, model)).map(({ id }) => id);
  if (able.length === 0) return new UserError(complaint.sentence, complaint.params);
  return new UserError("{{complaint}} {{models, or}} can.", {
    complaint,
    models: able.slice(0, 3),
  });
}

/** What such pictures, or none, ask of a model. */
export function modeOf(pictures: readonly Picture[]): Mode {
  const roles = new Set(pictures.map(({ role }) => role));
  if (roles.size === 0) return "text";
  if (roles.has("last")) return "first-last";
  return roles.has("first") ? "image" : "reference";
}

function usualSeconds(seconds: readonly number[]): number {
  return seconds.includes(USUAL_SECONDS) ? USUAL_SECONDS : Math.min(...seconds);
}

function usualResolution({ resolutions }: Model): Resolution {
  return resolutions.find((name) => name === "720p") ?? resolutions[0] ?? "720p";
}

function aspectFor({ aspect, pictures }: Wish, model: Model): Aspect {
  if (aspect && aspect !== "auto") return aspect;
  const picture = pictures.find(({ role }) => aspect === "auto" || role !== "reference");
  const ratio = picture ? picture.width / picture.height : RATIO["16:9"];
  const distance = (name: Aspect) => Math.abs(Math.log(RATIO[name] / ratio));
  return model.aspects.toSorted((one, other) => distance(one) - distance(other))[0] ?? "16:9";
}
