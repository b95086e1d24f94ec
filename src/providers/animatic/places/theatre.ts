import { darker } from "../paint/colour.ts";
import { ellipse, path, polygon, rect } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

/** Curtains, boards, three beams of light. */
export function paintTheatre(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  canvas.add(
    0.05,
    rect(
      0,
      0,
      width,
      height,
      canvas.linear([
        { at: 0, colour: "#140b26" },
        { at: 1, colour: "#3a1a48" },
      ]),
    ),
  );
  const line = height * 0.68;
  canvas.add(
    0.5,
    rect(
      0,
      line,
      width,
      height - line,
      canvas.linear([
        { at: 0, colour: "#9a6a42" },
        { at: 0.4, colour: "#6b4430" },
        { at: 1, colour: "#22121c" },
      ]),
    ),
  );
  canvas.ground(line, 0.45, 1);
  canvas.glaze(
    ...Array.from({ length: 6 }, (_, index) =>
      rect(0, line + (height - line) * (index / 6) ** 1.5, width, unit * 0.003, "#2a1820", 0.6),
    ),
  );
  const colours = random.pick(["#ff7fb0", "#fff0c0", "#7fc8ff"], ["#ffd27a", "#ffffff", "#c79aff"]);
  const glints: Glint[] = [];
  [0.22, 0.5, 0.78].forEach((at, index) => {
    const colour = colours[index] ?? "#ffffff";
    const beam = canvas.linear([
      { at: 0, colour, opacity: 0.65 },
      { at: 1, colour, opacity: 0.05 },
    ]);
    const foot = width * (0.5 + (at - 0.5) * 0.35);
    canvas.glaze(
      polygon(
        [
          [width * at - unit * 0.02, -10],
          [width * at + unit * 0.02, -10],
          [foot + unit * 0.26, height * 0.76],
          [foot - unit * 0.26, height * 0.76],
        ],
        beam,
        0.7,
      ),
      ellipse(foot, height * 0.75, unit * 0.27, unit * 0.05, colour, 0.28),
    );
    glints.push({ x: width * at, y: height * 0.13, radius: unit * 0.02, colour, flicker: 0.2 });
  });
  const red = "#a3213c";
  for (const side of [0, 1]) {
    const folds = Array.from({ length: 5 }, (_, index) => {
      const fold = width * 0.2 * (1 - index / 5);
      const from = side === 0 ? -20 : width + 20;
      const to = side === 0 ? fold : width - fold;
      return path(
        `M${from} -20L${to} -20Q${to + (side === 0 ? -1 : 1) * unit * 0.05} ${height * 0.4} ${to + (side === 0 ? -1 : 1) * unit * 0.02} ${height * 0.8}L${from} ${height * 0.8}Z`,
        index % 2 ? darker(red, 0.35) : darker(red, 0.12),
      );
    });
    canvas.add(0.9, ...folds);
  }
  const scallops = Math.max(4, Math.round((width / unit) * 4));
  canvas.add(
    0.95,
    ...Array.from({ length: scallops }, (_, index) =>
      ellipse(
        (width / scallops) * (index + 0.5),
        0,
        width / scallops / 1.7,
        height * 0.13,
        index % 2 ? darker(red, 0.1) : red,
      ),
    ),
    rect(0, -5, width, height * 0.05, darker(red, 0.3)),
  );
  return { y: height * 0.75, sun: { x: width / 2, y: 0 }, glints };
}
