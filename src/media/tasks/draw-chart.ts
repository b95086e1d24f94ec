import { DrawInput } from "../chart/chart.ts";
import { chartSvg } from "../chart/svg.ts";
import { paintText } from "../lettering/paint-text.ts";

/** The child's side of `draw`. */
export async function run(input: unknown): Promise<undefined> {
  const { chart, to } = DrawInput.parse(input);
  await paintText((font) => chartSvg(chart, font), to);
}
