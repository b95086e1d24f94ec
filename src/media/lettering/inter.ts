import { fileURLToPath } from "node:url";
import { openFont } from "./font.ts";
import type { Font } from "./font.ts";

const pathOf = (weight: string) => fileURLToPath(new URL(`./Inter-${weight}.ttf`, import.meta.url));

/** Our own typeface in its three weights: all that text is drawn with, the same on every machine. */
export const INTER_FILES = ["Regular", "SemiBold", "Bold"].map(pathOf);

/** Tells what Inter can draw, and how wide it is where it is drawn semibold. */
export function openInter(): Font {
  return openFont(pathOf("SemiBold"));
}
