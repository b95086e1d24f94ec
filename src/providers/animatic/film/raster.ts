import { Resvg } from "@resvg/resvg-js";
import { INTER_FILES } from "../../../media/lettering/inter.ts";

/** Pixels as red, green, blue, alpha; colours are multiplied by alpha. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Paints an SVG at `scale` times its size, with our own fonts only, the same on every machine. */
export function rasterize(svg: string, scale = 1): Raster {
  const image = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { fontFiles: INTER_FILES, loadSystemFonts: false, defaultFontFamily: "Inter" },
  }).render();
  return { width: image.width, height: image.height, pixels: image.pixels };
}

/** Paints an SVG that has no text: nothing is loaded beside it. */
export function rasterizeShapes(svg: string, scale = 1): Raster {
  const image = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: false },
  }).render();
  return { width: image.width, height: image.height, pixels: image.pixels };
}
