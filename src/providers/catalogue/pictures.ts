import type { Model, Picture } from "../provider.ts";
import { said } from "../../said.ts";
import type { Said } from "../../said.ts";
import { secondsFor } from "../request/mode-seconds.ts";
import type { Wish } from "./wish.ts";

/** How many references a model takes that says no number. */
const USUAL_REFERENCES = 3;

/**
 * The pictures that a model gets: a person's own, and beside them those of the cast, where it can
 * film from them without changing the wish.
 */
export function picturesFor(wish: Wish, model: Model): Picture[] {
  const own = ownPictures(wish);
  if (!takesCast(own, wish, model)) return own;
  return [...own, ...portraitsOf(wish).slice(0, Math.max(0, mostReferences(model) - countOf(own)))];
}

/** The pictures of a wish but those that came with its cast. */
export function ownPictures({ pictures, cast = [] }: Wish): Picture[] {
  const portraits = portraitsOf({ cast });
  return pictures.filter(({ file }) => portraits.every((portrait) => portrait.file !== file));
}

function portraitsOf({ cast = [] }: Pick<Wish, "cast">): Picture[] {
  return cast.flatMap(({ picture }) => picture ?? []);
}

/** Beside a first picture only a model can that knows characters by their pictures. */
function takesCast(own: readonly Picture[], { seconds }: Wish, model: Model): boolean {
  const { modes, references } = model;
  const isFree = own.every(({ role }) => role === "reference");
  if (!isFree) {
    return modes.includes("characters") && references !== undefined && countOf(own) === 0;
  }
  const isLong = seconds === undefined || secondsFor(model, "reference").includes(seconds);
  return modes.includes("reference") && isLong;
}

function countOf(pictures: readonly Picture[]): number {
  return pictures.filter(({ role }) => role === "reference").length;
}

/** What is wrong with pictures for a model that takes their kind; nothing when they fit. */
export function picturesComplaint(pictures: readonly Picture[], model: Model): Said | undefined {
  const count = (role: Picture["role"]) => pictures.filter((one) => one.role === role).length;
  const most = mostReferences(model);
  if (count("last") > 0 && count("first") === 0) {
    return said("A last picture needs a first one: attach it as image.");
  }
  if (count("reference") > 0 && count("reference") < pictures.length) {
    return said("References and a first picture do not go together: leave one of them out.");
  }
  const { id } = model;
  if (count("first") > 1) {
    return said("{{id}} takes one picture, not {{given}}.", { id, given: count("first") });
  }
  if (count("reference") > most) {
    return said("{{id}} takes up to {{most}} reference pictures, not {{given}}.", {
      id,
      most,
      given: count("reference"),
    });
  }
  return undefined;
}

function mostReferences({ references = USUAL_REFERENCES }: Model): number {
  return references;
}
