import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cutter } from "../../../src/media/montage/cutter.ts";
import { laySound } from "../../../src/media/montage/lay-sound.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const RATE = 48_000;
const LOUD = 10_000;

/** A cutter whose films all sound the same, for so many samples. */
function hum(samples: number): Cutter {
  const never = () => Promise.reject(new Error("only its sound is wanted"));
  const sound = Buffer.alloc(samples * 4);
  for (let at = 0; at < sound.length; at += 2) sound.writeInt16LE(LOUD, at);
  return { draw: never, join: never, takeSound: (_, to) => writeFile(to, sound) };
}

const stretch = { seconds: 1, sound: "film.mp4", soundFrom: 0 };

/** The loudness of the left side at some moments, in seconds. */
async function heard(path: string, moments: readonly number[]): Promise<number[]> {
  const sound = await readFile(path);
  return moments.map((moment) => sound.readInt16LE(Math.round(moment * RATE) * 4));
}

test("each sound is exactly as long as its stretch, cut off or followed by silence", async () => {
  const to = join(await temporaryFolder(), "sound.raw");
  const silence = { seconds: 1, sound: undefined, soundFrom: 0 };

  await laySound(hum(RATE * 1.5), [stretch, silence, { ...stretch, seconds: 2 }], to);

  expect((await readFile(to)).length).toBe(4 * RATE * 4);
  expect(await heard(to, [0.5, 1.5, 2.5, 3.4, 3.6])).toEqual([LOUD, 0, LOUD, LOUD, 0]);
});

test("stretches that are no whole number of samples do not drift", async () => {
  const to = join(await temporaryFolder(), "sound.raw");
  const third = { ...stretch, seconds: 1 / 3 + 1e-5 };

  await laySound(
    hum(RATE),
    Array.from({ length: 30 }, () => third),
    to,
  );

  expect((await readFile(to)).length / 4).toBe(Math.round(30 * third.seconds * RATE));
});

test("a sound comes and goes softly, and may begin later", async () => {
  const to = join(await temporaryFolder(), "sound.raw");

  await laySound(hum(RATE), [{ ...stretch, soundFrom: 0.5 }], to);

  const [first = 0, middle, last = 0, after] = await heard(to, [0, 0.25, 0.5 - 1 / RATE, 0.5]);
  expect(first).toBeLessThan(LOUD / 50);
  expect(last).toBeLessThan(LOUD / 50);
  expect([middle, after]).toEqual([LOUD, 0]);
});
