import { circle, path } from "./shapes.ts";
import type { Stage } from "./stage.ts";

const RAINBOW = ["#ff6b6b", "#ffb14a", "#ffe66b", "#7fd88a", "#6bb8ff", "#b08cff"];

/** What the words put into the sky: a rainbow, northern lights, a shooting star. */
export function paintWonders(stage: Stage, horizon: number): void {
  const { text } = stage.shot;
  if (/\brainbow/i.test(text)) paintRainbow(stage, horizon);
  if (/\baurora|northern lights|polar lights/i.test(text)) paintAurora(stage, horizon);
  if (/\bshooting stars?|falling stars?|meteor/i.test(text)) paintShootingStars(stage, horizon);
}

function paintRainbow({ canvas, unit, width }: Stage, horizon: number): void {
  const outer = Math.min(width * 0.44, horizon * 0.98);
  const arcs = RAINBOW.map((colour, index) => {
    const radius = outer - index * unit * 0.022;
    return `<path d="M${width / 2 - radius} ${horizon}A${radius} ${radius} 0 0 1 ${width / 2 + radius} ${horizon}" fill="none" stroke="${colour}" stroke-width="${unit * 0.023}" opacity=".5"/>`;
  });
  canvas.glaze(...arcs);
}

/** Curtains of light: the same wave again and again, each fading upwards. */
function paintAurora({ canvas, unit, width, random }: Stage, horizon: number): void {
  for (let band = 0; band < 3; band++) {
    const colour = random.pick("#5dffb0", "#4be0d0", "#a98cff");
    const base = horizon * (0.4 + band * 0.16);
    const tall = horizon * random.between(0.3, 0.42);
    const phase = random.between(0, 6);
    const fill = canvas.linear([
      { at: 0, colour, opacity: 0 },
      { at: 0.75, colour, opacity: 0.62 },
      { at: 1, colour, opacity: 0 },
    ]);
    const waveAt = (x: number) => Math.sin((x / width) * 7 + phase) * unit * 0.06;
    const steps = Array.from({ length: 25 }, (_, index) => (index / 24) * width);
    const lower = steps.map((x) => `${x.toFixed(0)} ${(base + waveAt(x)).toFixed(0)}`);
    const upper = steps
      .toReversed()
      .map((x) => `${x.toFixed(0)} ${(base - tall + waveAt(x + unit * 0.2) * 0.6).toFixed(0)}`);
    canvas.glaze(path(`M${lower.join("L")}L${upper.join("L")}Z`, fill));
  }
}

function paintShootingStars({ canvas, unit, width, random }: Stage, horizon: number): void {
  const tail = canvas.linear(
    [
      { at: 0, colour: "#ffffff", opacity: 0.95 },
      { at: 1, colour: "#ffffff", opacity: 0 },
    ],
    "right",
  );
  for (let star = 0; star < 4; star++) {
    const x = random.between(0.15, 0.75) * width;
    const y = random.between(0.08, 0.45) * horizon;
    const long = unit * random.between(0.12, 0.24);
    const thick = unit * 0.0035;
    canvas.glaze(
      `<g transform="rotate(-28 ${x} ${y})">${path(`M${x} ${y - thick}L${x + long} ${y}L${x} ${y + thick}Z`, tail)}</g>`,
      circle(x, y, thick * 1.5, "#ffffff"),
    );
  }
}
