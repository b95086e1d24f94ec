import { darker, lighter, mix } from "../paint/colour.ts";
import { circle, ellipse, path, rect } from "../paint/shapes.ts";
import { contactShadow } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";

/** A seamless paper backdrop, a podium, a pool of light: where products turn. */
export function paintStudio(stage: Stage): Ground {
  const { width, height, unit, canvas, random, shot } = stage;
  const dark =
    /\bblack|dark|moody|dramatic|night|neon/i.test(shot.text) ||
    shot.time === "night" ||
    shot.time === "neon";
  const plain = /\bwhite background|on white|plain background/i.test(shot.text);
  const hue = plain
    ? "#e9ebef"
    : dark
      ? random.pick("#2a2440", "#1f3342", "#3a2030")
      : random.pick("#f0b7a4", "#a9cfe0", "#c9bce8", "#f2d38f", "#b4dcc0");
  canvas.add(
    0.05,
    rect(
      0,
      0,
      width,
      height,
      canvas.linear([
        { at: 0, colour: darker(hue, 0.16) },
        { at: 0.6, colour: hue },
        { at: 0.7, colour: lighter(hue, 0.12) },
        { at: 1, colour: darker(hue, 0.3) },
      ]),
    ),
  );
  const x = width / 2;
  const pool = canvas.radial([
    { at: 0, colour: "#ffffff", opacity: dark ? 0.34 : 0.6 },
    { at: 1, colour: "#ffffff", opacity: 0 },
  ]);
  canvas.glaze(circle(x, height * 0.42, unit * 0.85, pool));
  canvas.ground(height * 0.66, 0.5, 1);
  const accent = mix(hue, dark ? "#8a6aff" : "#ffffff", dark ? 0.25 : 0.35);
  const arch = unit * 0.42;
  canvas.glaze(
    path(
      `M${x - arch} ${height * 0.72}V${height * 0.42}a${arch} ${arch} 0 0 1 ${arch * 2} 0V${height * 0.72}Z`,
      darker(accent, 0.08),
      0.75,
    ),
    path(
      `M${x - arch * 0.86} ${height * 0.72}V${height * 0.42}a${arch * 0.86} ${arch * 0.86} 0 0 1 ${arch * 1.72} 0V${height * 0.72}Z`,
      lighter(accent, 0.1),
      0.7,
    ),
  );
  canvas.glaze(
    ...[-0.62, 0.6].map((at) =>
      circle(
        x + unit * at,
        height * 0.73 - unit * 0.09,
        unit * 0.09,
        canvas.radial(
          [
            { at: 0, colour: lighter(accent, 0.4) },
            { at: 1, colour: darker(accent, 0.25) },
          ],
          { x: 0.35, y: 0.3 },
        ),
      ),
    ),
  );
  const top = height * 0.72;
  const half = unit * 0.36;
  const side = canvas.linear(
    [
      { at: 0, colour: lighter(accent, 0.25) },
      { at: 0.5, colour: accent },
      { at: 1, colour: darker(accent, 0.32) },
    ],
    "right",
  );
  canvas.add(
    0.64,
    contactShadow(stage, x, top + unit * 0.11, half * 1.5, 0.4),
    path(
      `M${x - half} ${top}V${top + unit * 0.1}A${half} ${half * 0.17} 0 0 0 ${x + half} ${top + unit * 0.1}V${top}Z`,
      side,
    ),
    ellipse(x, top, half, half * 0.17, lighter(accent, 0.42)),
  );
  return { y: top + unit * 0.012, sun: { x: width * 0.22, y: 0 }, podium: true };
}
