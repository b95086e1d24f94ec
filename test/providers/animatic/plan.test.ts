import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FPS, makePlan } from "../../../src/providers/animatic/plan/plan.ts";

const plan = (prompt: string, seconds = 8) => makePlan({ prompt, seconds, seed: 1 });
const shots = (prompt: string, seconds?: number) => plan(prompt, seconds).shots;
const first = (prompt: string) => shots(prompt)[0]!;

describe("shots", () => {
  test("any text gives at least one shot, and exactly the length that was asked for", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.integer({ min: 4, max: 20 }),
        (prompt, seconds) => {
          const made = plan(prompt, seconds);

          expect(made.shots.length).toBeGreaterThan(0);
          expect(made.shots.every(({ frames }) => frames >= FPS)).toBe(true);
          expect(made.shots.reduce((sum, { frames }) => sum + frames, 0)).toBe(seconds * FPS);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a prompt of 33 000 characters is planned at once", () => {
    const start = performance.now();

    expect(shots("a fox runs, then a storm comes. ".repeat(1000), 20)).toHaveLength(8);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test.each([
    ["a fox walks through snow, then night falls", 2],
    ["a fox walks. It finds a door. It opens the door.", 3],
    ["a boat → a storm → calm water", 3],
    ["a cat sleeps while snow falls", 2],
    ["a girl runs as the sun sets", 2],
    ["dressed as the king, as big as the moon, a cat walks", 1],
    ["a boat on a lake, slow push in", 1],
    ["a boat on a lake. Slow push in. Cinematic, 4k.", 1],
  ])("%j is told in %i shots", (prompt, count) => {
    expect(shots(prompt)).toHaveLength(count);
  });

  test("the same wish gives the same plan, another seed another one", () => {
    const wish = { prompt: "a boat drifts, then a storm comes", seconds: 6, seed: 7 };

    expect(makePlan(wish)).toEqual(makePlan(wish));
    expect(makePlan({ ...wish, seed: 8 }).seed).not.toBe(makePlan(wish).seed);
  });

  test("talk about camera and quality is not read out in the caption", () => {
    expect(first("a paper boat drifts through a city, slow push in, 4k").text).toBe(
      "A paper boat drifts through a city",
    );
  });
});

describe("settings", () => {
  test("each beat that goes elsewhere has a place, an hour and a sky of its own", () => {
    const beats = shots(
      "a fox wakes in the snow, then it runs through a city at night. Finally a ship sails on the sea at sunset",
      12,
    );

    expect(beats.map(({ place, time, weather }) => [place, time, weather])).toEqual([
      ["snowfield", "day", "snow"],
      ["city", "night", "clear"],
      ["ocean", "sunset", "clear"],
    ]);
  });

  test("night falls in the second shot, in the same place, on the same fox", () => {
    const [day, night] = shots("a fox walks through a snowy forest, then night falls");

    expect([day!.time, night!.time]).toEqual(["day", "night"]);
    expect([day!.place, night!.worldSeed]).toEqual([night!.place, day!.worldSeed]);
    expect(night!.subjects).toEqual(day!.subjects);
  });

  test("when the sun comes out the storm is over", () => {
    expect(shots("a storm at sea. The sun rises.").map(({ weather }) => weather)).toEqual([
      "storm",
      "clear",
    ]);
  });

  test("what happens meanwhile holds from the first shot on", () => {
    expect(shots("a cat sleeps while snow falls").map(({ weather }) => weather)).toEqual([
      "snow",
      "snow",
    ]);
  });

  test.each([
    ["a paper boat in a neon city in the rain", "city", "neon", "rain"],
    ["a whale under the sea", "underwater", "day", "clear"],
    ["two astronauts on the moon", "moon", "day", "clear"],
    ["a foggy night in the mountains", "mountains", "night", "fog"],
    ["coffee", "table", "golden", "clear"],
    ["a rocket", "space", "day", "clear"],
    ["a storm at sea", "ocean", "storm", "storm"],
  ])("%j is seen in the right place, light and weather", (prompt, place, time, weather) => {
    expect(first(prompt)).toMatchObject({ place, time, weather });
  });

  test.each([
    ["slow zoom in on a fox", "push"],
    ["pull out from a fox", "pull"],
    ["pan left over a fox", "left"],
    ["the camera pans right", "right"],
    ["tilt up at a tower", "up"],
    ["crane down to a boat", "down"],
    ["orbit around a shoe", "orbit"],
    ["drone shot of a castle", "fly"],
    ["handheld shot of a dog", "handheld"],
    ["parallax over hills", "parallax"],
    ["static shot of a lamp", "static"],
  ])("%j moves the camera", (prompt, camera) => {
    expect(first(prompt).camera).toBe(camera);
  });
});

describe("other languages", () => {
  test.each([
    ["Ein Fuchs läuft durch den Schnee, dann wird es Nacht", "own:fox", "snow"],
    ["Un zorro corre en la nieve", "own:fox", "snow"],
    ["Un renard court sous la neige", "own:fox", "snow"],
    ["Uma raposa corre na neve", "own:fox", "snow"],
    ["雪の中を狐が走る", "own:fox", "snow"],
  ])("%j is understood", (prompt, figure, weather) => {
    expect(first(prompt)).toMatchObject({ weather, subjects: [{ figure }] });
  });

  test("an English sentence is never taken for another language", () => {
    expect(first("a kind of boot and a chat with the rue").subjects).toMatchObject([
      { figure: "hiking-boot" },
    ]);
  });
});

describe("subjects", () => {
  const figures = (prompt: string) =>
    first(prompt).subjects.map(({ figure, count }) => `${count} ${figure}`);

  test.each([
    ["a bear and a rabbit have a picnic", ["1 own:bear", "1 rabbit"]],
    ["three hot air balloons", ["3 own:balloon"]],
    ["two friends around a campfire", ["2 own:person", "1 fire"]],
    ["a perfume bottle", ["1 own:perfume"]],
    ["they watch the moon", []],
    ["a man looks at his watch", ["1 own:person", "1 watch"]],
    ["a street without cars", []],
    ["cherry blossoms", []],
    ["wolves", ["3 own:wolf"]],
  ])("%j shows %j", (prompt, expected) => {
    expect(figures(prompt)).toEqual(expected);
  });
});
