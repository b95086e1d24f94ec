import { openInter } from "../../../media/lettering/inter.ts";
import type { Glint, Region } from "../paint/stage.ts";
import { CAMERA_LABELS } from "../plan/camera-words.ts";
import { FPS } from "../plan/plan.ts";
import type { Plan, Shot } from "../plan/plan.ts";
import type { Weather } from "../plan/setting-words.ts";
import { createRandom } from "../random.ts";
import { drawActor, drawLight } from "./actors.ts";
import { poseAt } from "./camera.ts";
import { badgeSvg, captionSvg } from "./caption.ts";
import { createFinish } from "./finish.ts";
import { lookOf, paintOf } from "./looks.ts";
import type { Look } from "./looks.ts";
import { blend, createFrame, fillBlack, rowsOf } from "./picture.ts";
import type { Frame, Picture } from "./picture.ts";
import { drawOverlay, toOverlay } from "./overlay.ts";
import type { Scene } from "./scene.ts";
import { createView } from "./view.ts";
import type { View } from "./view.ts";
import { createWarp } from "./warp.ts";
import { glow, sheetOf } from "./brushes.ts";
import type { Clip } from "./brushes.ts";
import { createParticles } from "./weather.ts";
import type { Particles } from "./weather.ts";

const CROSSFADE = 0.34; // seconds
const CINEMA = 2.39;

/** Makes the scene of one shot for frames of that size. Called once a shot, when it begins. */
export type SceneMaker = (shot: Shot, width: number, height: number, look: Look) => Promise<Scene>;

interface Filming {
  readonly shot: Shot;
  readonly index: number;
  readonly scene: Scene;
  readonly particles: Particles;
}

/**
 * The frames of a film, one after another. Every one is the same object: use it before asking for
 * the next. Only the scenes of the present shot and the one before it are kept.
 */
export async function* frames(
  plan: Plan,
  width: number,
  height: number,
  makeScene: SceneMaker,
): AsyncGenerator<Frame> {
  const look = lookOf(plan.style);
  const frame = createFrame(width, height);
  fillBlack(frame);
  const bars =
    look.letterbox && width > height * 1.2 ? Math.round((height - width / CINEMA) / 8) * 4 : 0;
  const stage = rowsOf(frame, bars, height - bars * 2);
  const other = createFrame(width, stage.height);
  const warp = createWarp(width, stage.height);
  const finish = createFinish(width, stage.height, look, createRandom(plan.seed ^ 0xabc));
  const font = openInter();
  const badge = toOverlay(badgeSvg(width, height, font));

  let before: Filming | undefined;
  let number = 0;
  for (const [index, shot] of plan.shots.entries()) {
    const scene = await makeScene(shot, width, stage.height, look);
    const filming: Filming = {
      shot,
      index,
      scene,
      particles: createParticles(shot.weather, createRandom(plan.seed + 7)),
    };
    const label = `${plan.shots.length > 1 ? `SHOT ${index + 1} / ${plan.shots.length}` : "SHOT 1"}  ·  ${CAMERA_LABELS[shot.camera]}`;
    const caption = toOverlay(
      captionSvg({ width, height, text: shot.text, label, accent: scene.accent }, font),
    );
    const fade = index === 0 ? 0 : Math.min(Math.round(FPS * CROSSFADE), shot.frames >> 2);
    for (let at = 0; at < shot.frames; at++, number++) {
      const seconds = number / FPS;
      film(stage, filming, at, seconds);
      if (before && at < fade) {
        film(other, before, before.shot.frames + at, seconds);
        blend(stage, other, 1 - (at + 1) / (fade + 1));
      }
      finish.apply(stage, number, seconds, fogOf(shot, look), flashOf(shot, seconds));
      if (bars > 0) blacken(frame, bars);
      const shown = index === 0 ? 1 : Math.min(1, at / (FPS * 0.4));
      const leaving =
        index === plan.shots.length - 1 ? 1 : Math.min(1, (shot.frames - at) / (FPS * 0.25));
      drawOverlay(frame, caption, Math.min(shown, leaving));
      drawOverlay(frame, badge, 1);
      yield frame;
    }
    before = filming;
  }

  /** One picture of a shot, `at` frames after it began; a little longer than it lasts, for the cross-fade. */
  function film(
    into: Picture,
    { shot, scene, particles }: Filming,
    at: number,
    seconds: number,
  ): void {
    const length = shot.frames / FPS;
    const part = at / Math.max(1, shot.frames - 1);
    const move = {
      camera: shot.camera,
      pace: shot.pace,
      seconds: length,
      focus: scene.focus,
      middle: scene.middle,
      widest: scene.widest,
      tallest: scene.tallest,
      range: scene.range,
    };
    const { plate, water } = scene;
    const view = createView(plate, poseAt(move, Math.min(1, part)), into.width, into.height);
    warp.draw(into, plate, view, waveOf(water, plate.width, seconds));
    drawGlints(into, scene.glints, view, seconds, look);
    for (const actor of scene.actors) drawLight(into, view, actor, at / FPS, part);
    for (const actor of scene.actors) drawActor(into, view, actor, at / FPS, part);
    if (scene.window) particles.draw(into, seconds, seenThrough(scene.window, view));
    else if (!scene.indoors || FLOATS.has(shot.weather)) particles.draw(into, seconds);
  }
}

/** What floats in a room as well as outside. */
const FLOATS: ReadonlySet<Weather> = new Set([
  "fireflies",
  "embers",
  "bubbles",
  "dust",
  "confetti",
  "petals",
]);

/** A window of the painting, as it lies in the frame. */
function seenThrough({ x, y, width, height }: Region, view: View): Clip {
  const upper = view.project(x, y, WINDOW_NEARNESS);
  const lower = view.project(x + width, y + height, WINDOW_NEARNESS);
  return { left: upper.x, right: lower.x, top: upper.y, bottom: lower.y };
}

const WINDOW_NEARNESS = 12;

function waveOf(
  water: number | undefined,
  width: number,
  seconds: number,
): (row: number) => number {
  if (water === undefined) return () => 0;
  return (row) => {
    const depth = row - water;
    if (depth <= 0) return 0;
    return (
      Math.sin((row * 0.22 * 1664) / width - seconds * 3.6) * (0.6 + depth * 0.01) +
      Math.sin((row * 0.061 * 1664) / width + seconds * 2.1) * (0.4 + depth * 0.006)
    );
  };
}

function drawGlints(
  into: Picture,
  glints: readonly Glint[],
  view: View,
  seconds: number,
  look: Look,
): void {
  const sheet = sheetOf(into);
  for (const [index, { x, y, radius, colour, flicker }] of glints.entries()) {
    const at = view.project(x, y, 20);
    const beat = 0.5 + 0.5 * Math.sin(seconds * (1.3 + (index % 5) * 0.45) + index * 2.1);
    glow(
      sheet,
      at.x,
      at.y,
      Math.max(1.5, radius * at.scale * 1.7),
      paintOf(colour, look),
      0.95 * (1 - flicker + flicker * beat),
    );
  }
}

function fogOf({ weather, time, place }: Shot, look: Look): number {
  if (place === "space" || place === "studio" || place === "table" || place === "room")
    return look.fog > 6 ? look.fog : 0;
  return Math.max(
    look.fog,
    weather === "fog" || time === "mist"
      ? 34
      : weather === "storm" || weather === "rain"
        ? 18
        : weather === "snow"
          ? 12
          : 0,
  );
}

/** Lightning: two beats of light, now and then. */
function flashOf({ weather }: Shot, seconds: number): number {
  if (weather !== "storm") return 0;
  const at = (seconds + 0.9) % 2.7;
  return at < 0.09 ? 70 : at > 0.17 && at < 0.24 ? 46 : 0;
}

function blacken(frame: Frame, bars: number): void {
  for (const top of [0, frame.height - bars]) fillBlack(rowsOf(frame, top, bars));
}
