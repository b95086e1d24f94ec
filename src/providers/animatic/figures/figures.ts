import { z } from "zod";
import icons from "../assets/icons.json" with { type: "json" };
import type { Action } from "../plan/settings.ts";
import type { Subject } from "../plan/subjects.ts";
import { drawBeast, isBeast } from "./beasts.ts";
import { drawPerson, isCostumed } from "./people.ts";
import { plainPerson } from "./poses.ts";
import { THINGS } from "./things.ts";

/** The side of the square in which every figure is drawn. */
export const FIGURE_SIZE = 32;

const Icons = z.object({ icons: z.record(z.string(), z.string()) });
const ICONS = new Map(Object.entries(Icons.parse(icons).icons));

/** Icons that look or drive to the right; all others look to the left. */
const LOOK_RIGHT = new Set([
  "penguin",
  "kangaroo",
  "person-surfing",
  "person-swimming",
  "canoe",
  "man-running",
  "rocket",
  "airplane",
  "small-airplane",
]);

/** Icons that lie aslant, and how they are set upright, in degrees. */
const TURNS: Readonly<Record<string, number>> = { "running-shoe": -38, "hot-dog": -40 };

export interface Figure {
  /** SVG shapes in a square of 32 units; feet near its lower edge. */
  readonly body: string;
  readonly looks: "left" | "right";
}

/** The drawing of a subject, or `undefined` when there is none of that name. */
export function drawFigure({ figure, word }: Subject, action: Action): Figure | undefined {
  const name = figure.startsWith("own:") ? figure.slice("own:".length) : figure;
  if (figure === "own:person") return iconOf(plainPerson(word, action));
  if (figure === "own:person-with-umbrella") return underUmbrella(plainPerson(word, action));
  if (!figure.startsWith("own:")) return iconOf(name);
  const body = isBeast(name) ? drawBeast(name) : isCostumed(name) ? drawPerson(name) : THINGS[name];
  return body === undefined ? undefined : { body, looks: "left" };
}

function iconOf(name: string): Figure | undefined {
  const body = ICONS.get(name);
  if (body === undefined) return undefined;
  const turn = TURNS[name];
  const upright = turn === undefined ? body : `<g transform="rotate(${turn} 16 16)">${body}</g>`;
  return { body: upright, looks: LOOK_RIGHT.has(name) ? "right" : "left" };
}

function underUmbrella(name: string): Figure | undefined {
  const [person, umbrella] = [iconOf(name), ICONS.get("umbrella")];
  if (!person || umbrella === undefined) return person;
  const held = `<g transform="translate(1.500 -8) scale(.78)">${umbrella}</g>`;
  return { ...person, body: `${held}${person.body}` };
}
