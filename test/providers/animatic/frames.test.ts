import { expect, test } from "vitest";
import { PLACES } from "../../../src/providers/animatic/plan/place-words.ts";
import { setStage } from "../../../src/providers/animatic/film/scene.ts";
import { paintPlace } from "../../../src/providers/animatic/places/paint-place.ts";
import { makePlan } from "../../../src/providers/animatic/plan/plan.ts";
import { TIMES } from "../../../src/providers/animatic/plan/setting-words.ts";
import { composeSound } from "../../../src/providers/animatic/sound.ts";
import { brightness, filmTiny, fingerprints } from "./tiny-film.ts";

test("the same wish gives the same pictures, another seed gives others", async () => {
  const once = await fingerprints({ seed: 5 }, [0, 12]);
  const again = await fingerprints({ seed: 5 }, [0, 12]);
  const other = await fingerprints({ seed: 6 }, [0, 12]);

  expect(once).toHaveLength(2);
  expect(again).toEqual(once);
  expect(other[0]).not.toBe(once[0]);
});

test("a film has exactly its frames, and none of them is empty", async () => {
  const flat: number[] = [];

  const { plan, frames } = await filmTiny(
    { prompt: "a fox. Then a boat.", seconds: 3 },
    (frame, number) => {
      const seen = new Set(frame.y.subarray(0, frame.width * 120));
      if (seen.size < 24) flat.push(number);
    },
  );

  expect(frames).toBe(plan.frames);
  expect(flat).toEqual([]);
});

test("when night falls the picture grows dark", async () => {
  const light: number[] = [];

  await filmTiny(
    { prompt: "a meadow in summer, then night falls", seconds: 3 },
    (frame, number) => {
      if (number === 10 || number === 65) light.push(brightness(frame, 20, 90));
    },
  );

  expect(light[1]).toBeLessThan(light[0]! * 0.65);
});

test("a cinematic film is cut by bars, and only a wide one", async () => {
  const edges: number[] = [];

  await filmTiny({ style: "cinematic", prompt: "a meadow in summer" }, (frame, number) => {
    if (number === 3) edges.push(frame.y[5]!, frame.y[frame.width * 60]!);
  });

  expect(edges[0]).toBe(16);
  expect(edges[1]).toBeGreaterThan(60);
});

test.each(PLACES.map(([place]) => place))(
  "%s is painted at every hour, in every shape",
  (place) => {
    const [shot] = makePlan({ prompt: "x", seconds: 4, seed: 3 }).shots;
    for (const [time] of TIMES) {
      for (const [width, height] of [
        [320, 180],
        [180, 320],
        [200, 200],
      ] as const) {
        const stage = setStage({ ...shot!, place, time }, width, height);

        const ground = paintPlace(stage);

        expect(ground.y).toBeGreaterThan(stage.height * 0.4);
        expect(ground.y).toBeLessThan(stage.height * 0.85);
        expect(stage.canvas.colourSvg()).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  },
);

test("sound lasts as long as the film, and neither clips nor falls silent", () => {
  const plan = makePlan({ prompt: "rain in a dark city, then the sun rises", seconds: 5, seed: 2 });

  const { left, right, sampleRate } = composeSound(plan);

  const loudest = left.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  expect(left.length).toBe(5 * sampleRate);
  expect(right.length).toBe(left.length);
  expect(loudest).toBeGreaterThan(0.05);
  expect(loudest).toBeLessThan(0.95);
});
