import { expect, test } from "vitest";
import { review } from "../../src/coach/review.ts";
import { spokenLength } from "../../src/coach/spoken-length.ts";

test.each([
  "A paper boat drifts down a rain-soaked gutter at dusk, low camera following close behind",
  "Close-up of an old watchmaker repairing a pocket watch in his dim workshop, warm lamp light, slow push in",
  "a red fox trots through fresh snow in a birch forest, golden hour, handheld telephoto",
  "Drone shot over a misty fjord at sunrise while a small ferry crosses the water",
  "Ein kleiner Fuchs läuft durch den verschneiten Wald, Abendlicht, die Kamera folgt ihm",
  "Nahaufnahme: Regen tropft auf eine rote Rose im Garten, weiches Morgenlicht",
  "Product shot: a perfume bottle turns slowly on black marble, softbox light, macro lens",
])("a good prompt lacks nothing: %s", (prompt) => {
  expect(review(prompt, { seconds: 4 })).toEqual({ missing: [], flaws: [], isWeak: false });
});

test.each([
  "a paper boat in the rain",
  "a cat in the rain",
  "a knight rides across a desert",
  "eine Katze schläft auf dem Sofa in der Sonne",
  "a lighthouse in a storm at night",
  "sunset over the ocean, seagulls",
  "astronaut riding a horse on the moon",
  "ein Hund rennt am Strand entlang",
  "a dragon flies through a canyon",
  "the moon orbits the earth in space",
  "a shark circles around a small boat at sea",
])("a short prompt that says enough is not weak: %s", (prompt) => {
  expect(review(prompt, { seconds: 4 })).toMatchObject({ flaws: [], isWeak: false });
});

test.each([
  "un renard court dans la neige",
  "un zorro en la nieve",
  "uma raposa na neve",
  "雨の中の紙の船",
  "лиса в лесу",
])("a prompt in a language that it does not know is never weak: %s", (prompt) => {
  expect(review(prompt)).toMatchObject({ flaws: [], isWeak: false });
});

test.each<[string, string[]]>([
  ["fox", ["action", "setting", "light", "camera"]],
  ["a cat", ["action", "setting", "light", "camera"]],
  ["ein Fuchs", ["action", "setting", "light", "camera"]],
  ["a dancing robot", ["setting", "light", "camera"]],
  ["ein tanzender Roboter", ["setting", "light", "camera"]],
  ["a beautiful king and a wedding ring", ["action", "setting", "light", "camera"]],
  ["cinematic slow motion 4k", ["subject", "action", "setting", "light"]],
  ["please make a nice video", ["subject", "action", "setting", "light", "camera"]],
  ["bitte mach ein schönes Video", ["subject", "action", "setting", "light", "camera"]],
])("a weak prompt is told what it lacks: %s", (prompt, missing) => {
  expect(review(prompt)).toMatchObject({ missing, isWeak: true });
});

test.each([
  "The camera zooms in while panning across the valley, then orbits the tower",
  "Kamera umkreist den Turm und zoomt dabei heran",
  "dolly in on her face, crane up over the crowd",
])("several camera moves in one shot are too many: %s", (prompt) => {
  expect(review(prompt, { seconds: 12 }).flaws).toContainEqual({ kind: "moves" });
});

test.each([
  "Shot 1: slow pan left over the city. Shot 2: dolly in on a window",
  "Slow zoom on a door\nThe camera orbits a tree",
  "a chef heats a pan on the stove while a crane lifts steel outside",
  "Schwenk über das Tal. Schnitt: Kamera folgt dem Fluss",
])("one camera move in each shot is fine: %s", (prompt) => {
  expect(review(prompt, { seconds: 12 }).flaws).toEqual([]);
});

test("too much to happen in the time is said, and fits a longer one", () => {
  const prompt =
    "a cat jumps on a table, then knocks over a vase, suddenly sees a dog and then hides";

  expect(review(prompt, { seconds: 4 }).flaws).toEqual([{ kind: "actions", seconds: 4 }]);
  expect(review(prompt, { seconds: 20 }).flaws).toEqual([]);
});

test("a length in prose that contradicts the option is said", () => {
  expect(review("ten seconds of waves on a beach", { seconds: 4 }).flaws).toEqual([
    { kind: "length", spoken: 10, seconds: 4 },
  ]);
  expect(review("ten seconds of waves on a beach", { seconds: 10 }).flaws).toEqual([]);
});

test("what shall last longer than the video contradicts it, and a shorter part does not", () => {
  expect(review("a dog runs for 20 seconds in a park", { seconds: 8 }).flaws).toEqual([
    { kind: "length", spoken: 20, seconds: 8 },
  ]);
  expect(review("a dog waits for 2 seconds in a park", { seconds: 8 }).flaws).toEqual([]);
});

test("a length beyond the model is said once", () => {
  const model = { seconds: [4, 8], promptLength: 2_000 };

  expect(review("a minute of waves on a beach", { seconds: 8, model }).flaws).toEqual([
    { kind: "too-long", spoken: 60, most: 8 },
  ]);
});

test("a prompt longer than the model reads is said", () => {
  const model = { seconds: [4], promptLength: 10 };

  expect(review("waves roll on a beach", { model }).flaws).toEqual([
    { kind: "too-many-words", length: 21, most: 10 },
  ]);
});

test.each<[string, number | undefined]>([
  ["a ten second clip of a fox", 10],
  ["a 10-second clip of a fox", 10],
  ["a fox runs, 8s", 8],
  ["a fox, 12 sec", 12],
  ["ein Fuchs, zehn Sekunden lang", 10],
  ["ein 8-sekündiges Video", 8],
  ["half a minute of waves", 30],
  ["eine Minute Wellen", 60],
  ["eine halbe Minute Wellen", 30],
  ["a dance from the 80s", undefined],
  ["in the 1980s", undefined],
  ["a woman in her 20s", undefined],
  ["after three seconds the door opens", undefined],
  ["[0-3s] a door. [3-8s] it opens", undefined],
  ["nach zwei Sekunden öffnet sich die Tür", undefined],
  ["the first 2 seconds are dark", undefined],
  ["a second fox appears", undefined],
  ["ein zweiter Fuchs, second to none", undefined],
  ["every 5 minutes a train", undefined],
  ["7 samurai in the rain", undefined],
])("the length in “%s” is %s", (prompt, seconds) => {
  expect(spokenLength(prompt)).toBe(seconds);
});
