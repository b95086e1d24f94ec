import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Region } from "sharp";
import { expect, test } from "vitest";
import { clipOf } from "../../src/media/clip.ts";
import { createMontage } from "../../src/media/montage.ts";
import { readSetup } from "../../src/media/mp4/setup.ts";
import { createPictures } from "../../src/media/pictures.ts";
import { probeClip } from "../../src/media/probe.ts";
import { createStills } from "../../src/media/stills.ts";
import { sourceOf } from "../../src/media/xmp.ts";
import { CRIMSON, distanceTo, TEAL } from "./colours.ts";
import { endingAfter, filmBytes, signed, silenced, turned } from "./films.ts";
import { bounds, quietWorker, task } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { TOOLS } from "./tools.ts";

const { signal } = new AbortController();
const FRAME = 1 / 24; // of the films below, in seconds

for (const { name, ffmpegPath, skipped } of TOOLS) {
  const worker = quietWorker({ ffmpegPath });
  const stills = createStills(worker);

  /** A clips folder with films in it, and what is made of them. */
  const createRoom = async () => {
    const folder = await temporaryFolder();
    const folders = { clips: folder, pictures: folder };
    const now = () => Date.UTC(2026, 0, 1);
    const pictures = createPictures(worker);
    const found = async (file: string) => clipOf(file, await probeClip(join(folder, file)));
    return {
      folder,
      montage: createMontage({ folders, worker, stills, pictures, now }),

      film: async (file: string, what: object) => {
        await worker.run(task("film", { out: join(folder, file), ...what }), bounds());
        return found(file);
      },

      keep: async (file: string, bytes: Buffer) => {
        await writeFile(join(folder, file), bytes);
        return found(file);
      },

      lastOf: async (file: string) => {
        const to = join(folder, `${file}.png`);
        await stills.lastFrame({ from: join(folder, file), to, signal });
        return readFile(to);
      },
    };
  };

  test.skipIf(skipped)(`${name}: clips of one kind are joined as they are`, async () => {
    const { folder, montage, film } = await createRoom();
    const one = await film("one.mp4", { frames: 36, colour: CRIMSON.yuv });
    const other = await film("other.mp4", { frames: 24, colour: TEAL.yuv });

    const joined = await montage.concat("film", [one, other, one], { signal });

    expect(joined).toMatchObject({ file: "film.mp4", width: 160, height: 90 });
    const facts = await probeClip(join(folder, "film.mp4"));
    expect(facts.seconds).toBeCloseTo(4, 1);
    expect(facts).toMatchObject({ fps: 24, audioCodec: "mp4a", faststart: true });
    const [before, after] = await Promise.all([
      readSetup(join(folder, "one.mp4")),
      readSetup(join(folder, "film.mp4")),
    ]);
    expect(after.decoding).toBe(before.decoding);
    expect(after.seconds).toBe(4);
    expect((await readdir(folder)).toSorted()).toEqual(["film.mp4", "one.mp4", "other.mp4"]);
  });

  test.skipIf(skipped)(
    `${name}: clips of several kinds take the form of the first, in their own colours`,
    async () => {
      const { folder, montage, film, keep, lastOf } = await createRoom();
      const one = await film("one.mp4", { frames: 24, colour: CRIMSON.yuv });
      const silent = await keep("silent.mp4", silenced(await filmBytes("fragmented")));
      const lying = await keep("lying.mp4", turned(await filmBytes("index-behind")));
      const tall = { width: 90, height: 160, colour: TEAL.yuv };
      const last = await film("last.mp4", { frames: 24, ...tall });

      const joined = await montage.concat("film", [one, silent, lying, last], { signal });

      expect(joined).toMatchObject({ width: 160, height: 90 });
      const facts = await probeClip(join(folder, "film.mp4"));
      expect(facts.seconds).toBeCloseTo(4, 1);
      expect(facts).toMatchObject({ fps: 24, audioCodec: "mp4a", faststart: true });
      const still = await lastOf("film.mp4");
      const middle = { left: 60, top: 0, width: 40, height: 90 };
      expect(await distanceTo(TEAL.rgb, still, middle)).toBeLessThanOrEqual(6);
      expect(
        await distanceTo([0, 0, 0], still, { left: 0, top: 0, width: 40, height: 90 }),
      ).toBeLessThanOrEqual(4);
    },
  );

  test.skipIf(skipped)(`${name}: silent clips become a silent film`, async () => {
    const { folder, montage, keep } = await createRoom();
    const silent = await keep("silent.mp4", silenced(await filmBytes("index-behind")));

    const joined = await montage.concat("film", [silent, silent], { signal });

    expect(joined.hasLostSign).toBeUndefined();
    const facts = await probeClip(join(folder, "film.mp4"));
    expect(facts.audioCodec).toBeUndefined();
    expect(facts.seconds).toBeCloseTo(2, 1);
  });

  test.skipIf(skipped)(`${name}: a film of signed clips has lost their signs`, async () => {
    const { montage, keep } = await createRoom();
    const silent = await keep("silent.mp4", signed(silenced(await filmBytes("index-behind"))));

    const made = await montage.concat("film", [silent, silent], { signal });
    const found = await montage.concat("film", [silent, silent], { signal });

    expect(silent.isSigned).toBe(true);
    expect([made, found]).toMatchObject([{ hasLostSign: true }, { hasLostSign: true }]);
  });

  test.skipIf(skipped)(`${name}: a clip that its index cuts short is put in as short`, async () => {
    const { folder, montage, film, keep, lastOf } = await createRoom();
    const turning = { frames: 24, colour: TEAL.yuv };
    await film("long.mp4", { frames: 48, colour: CRIMSON.yuv, turning });
    const long = await readFile(join(folder, "long.mp4"));
    const short = await keep("short.mp4", endingAfter(long, 1));

    const joined = await montage.concat("film", [short, short], { signal });

    expect(joined.seconds).toBeCloseTo(2, 1);
    expect(await distanceTo(CRIMSON.rgb, await lastOf("film.mp4"))).toBeLessThanOrEqual(6);
  });

  test.skipIf(skipped)(`${name}: uneven clips keep their pace`, async () => {
    const { montage, keep } = await createRoom();
    const uneven = await keep("uneven.mp4", await filmBytes("uneven"));
    const even = await keep("even.mp4", await filmBytes("index-behind"));

    const alike = await montage.concat("alike", [uneven, uneven], { signal });
    const mixed = await montage.concat("mixed", [uneven, even], { signal });

    expect(alike.seconds).toBeCloseTo(2 * uneven.seconds, 1);
    expect(mixed.seconds).toBeCloseTo(uneven.seconds + even.seconds, 1);
  });

  test.skipIf(skipped)(`${name}: what goes on shows its first picture only once`, async () => {
    const { montage, film } = await createRoom();
    const one = await film("one.mp4", { frames: 24, colour: CRIMSON.yuv });

    const joined = await montage.concat("film", [one, one], { seam: "continued", signal });

    expect(joined.seconds).toBeCloseTo(2 - FRAME, 2);
  });

  test.skipIf(skipped)(`${name}: a caption is written into its own clip alone`, async () => {
    const { montage, film, lastOf } = await createRoom();
    const size = { width: 320, height: 180, frames: 12, colour: CRIMSON.yuv };
    const one = await film("one.mp4", size);
    const captions = [`</text><script> & "rain" 'n' 100 %{}:\\`, ""];

    await montage.concat("plain", [one, one], { captions, signal });
    await montage.concat("captioned", [one, one], { captions: captions.toReversed(), signal });

    const below = { left: 0, top: 140, width: 320, height: 40 };
    const plain = await lastOf("plain.mp4");
    const captioned = await lastOf("captioned.mp4");
    expect(await greenest(plain, below)).toBeLessThan(60);
    expect(await greenest(captioned, below)).toBeGreaterThan(160); // white letters on crimson
  });

  test.skipIf(skipped)(`${name}: takes lie side by side, each in its cell`, async () => {
    const { folder, montage, film, lastOf } = await createRoom();
    const one = await film("one.mp4", { frames: 36, colour: CRIMSON.yuv });
    const other = await film("other.mp4", { frames: 12, colour: TEAL.yuv });

    const grid = await montage.grid("grid", [one, other, other, one], {
      labels: ["noir", "</text>&", "猫", "%{pts}:'\\"],
      signal,
    });

    expect(grid).toMatchObject({ width: 328, height: 188, seconds: expect.closeTo(1.5, 1) });
    const still = await lastOf("grid.mp4");
    const cell = { width: 160, height: 40 };
    const right = { left: 168, top: 45, ...cell };
    const below = { left: 168, top: 143, ...cell };
    expect(await distanceTo(TEAL.rgb, still, right)).toBeLessThanOrEqual(6);
    expect(await distanceTo(CRIMSON.rgb, still, below)).toBeLessThanOrEqual(6);
    expect(await readdir(folder)).toContain("grid.mp4");
    expect((await probeClip(join(folder, "grid.mp4"))).audioCodec).toBe("mp4a");
  });

  test.skipIf(skipped)(`${name}: a montage says that it was put together`, async () => {
    const { folder, montage, keep } = await createRoom();
    const one = await keep("one.mp4", await filmBytes("index-behind"));

    await montage.concat("film", [one, one], { signal });

    expect(await sourceOf(join(folder, "film.mp4"))).toBe("compositeWithTrainedAlgorithmicMedia");
  });

  test.skipIf(skipped)(`${name}: a montage that is there is not made again`, async () => {
    const { montage, keep } = await createRoom();
    const one = await keep("one.mp4", await filmBytes("index-behind"));
    const made = await montage.concat("film", [one, one], { signal });

    const again = await montage.concat("film", [one, one], { signal: AbortSignal.abort() });

    expect(again).toEqual(made);
  });

  test.skipIf(skipped)(`${name}: the last picture becomes one to begin with`, async () => {
    const { folder, montage, film } = await createRoom();
    const one = await film("one.mp4", { frames: 12, colour: TEAL.yuv });

    const picture = await montage.lastFrame(one, "next", signal);

    expect(picture).toEqual({ file: "next.jpg", width: 160, height: 90 });
    expect(await distanceTo(TEAL.rgb, await readFile(join(folder, "next.jpg")))).toBeLessThan(5);
    expect((await sharp(join(folder, "next.jpg")).metadata()).format).toBe("jpeg");
  });

  test.skipIf(skipped)(`${name}: a montage that is cancelled leaves nothing behind`, async () => {
    const { folder, montage, film } = await createRoom();
    const one = await film("one.mp4", { frames: 48, width: 480, height: 270 });
    const stopping = new AbortController();

    const making = montage.grid("grid", [one, one], {
      labels: [],
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    });

    await expect(making).rejects.toMatchObject({ failure: "stopped" });
    expect(await readdir(folder)).toEqual(["one.mp4"]);
  });

  test.skipIf(skipped)(`${name}: a clip that is no film leaves nothing behind`, async () => {
    const { folder, montage, keep } = await createRoom();
    const one = await keep("one.mp4", await filmBytes("index-behind"));
    await writeFile(join(folder, "list.mp4"), "ffconcat version 1.0\nfile /etc/passwd\n");
    const list = { ...one, file: "list.mp4" };

    const making = montage.concat("film", [one, list], { signal });

    await expect(making).rejects.toMatchObject({ failure: "broken" });
    expect((await readdir(folder)).toSorted()).toEqual(["list.mp4", "one.mp4"]);
  });
}

/** The most green that any pixel has in a part of a picture. */
async function greenest(picture: Buffer, region: Region): Promise<number> {
  const part = await sharp(picture).extract(region).png().toBuffer();
  const { channels } = await sharp(part).stats();
  return channels[1]?.max ?? 0;
}
