import { writeFile } from "node:fs/promises";
import type { Font } from "./font.ts";
import { INTER_FILES, openInter } from "./inter.ts";

/**
 * Paints the SVG that `draw` makes as a PNG, clear wherever nothing is drawn. For a media worker's
 * child process: the painter is large.
 */
export async function paintText(draw: (font: Font) => string, to: string): Promise<void> {
  const { Resvg } = await import("@resvg/resvg-js");
  const font = { fontFiles: INTER_FILES, loadSystemFonts: false, defaultFontFamily: "Inter" };
  await writeFile(to, new Resvg(draw(openInter()), { font }).render().asPng(), { mode: 0o600 });
}
