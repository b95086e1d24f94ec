import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { createFitter } from "../../src/media/fit.ts";
import { createStills } from "../../src/media/stills.ts";
import { CRIMSON, distanceTo, TEAL } from "./colours.ts";
import { copyOfFilm, endingAfter, filmBytes, filmPath, turned } from "./films.ts";
import { sourceOf } from "../../src/media/xmp.ts";
import { bounds, quietWorker, task } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { TOOLS } from "./tools.ts";

const { signal } = new AbortController();

for (const { name, ffmpegPath, skipped } of TOOLS) {
  const worker = quietWorker({ ffmpegPath });
  const fitter = createFitter(worker);
  const stills = createStills(worker);

  test.skipIf(skipped)(`${name}: a clip becomes as small as its place demands`, async () => {
    const folder = await temporaryFolder();
    const [from, to] = [join(folder, "film.mp4"), join(folder, "small.mp4")];
    await worker.run(task("film", { out: from, frames: 48, width: 480, height: 270 }), bounds());
    const heard: number[] = [];

    const facts = await fitter.fitClip({
      from,
      to,
      signal,
      maxBytes: 150_000,
      onProgress: (progress) => heard.push(progress),
    });

    expect((await stat(from)).size).toBeGreaterThan(500_000);
    expect((await stat(to)).size).toBe(facts.bytes);
    expect(facts.bytes).toBeLessThanOrEqual(150_000);
    expect(facts).toMatchObject({ seconds: expect.closeTo(2, 1), faststart: true });
    expect(facts.audioCodec).toBe("mp4a");
    expect(await sourceOf(to)).toBe("trainedAlgorithmicMedia");
    expect(heard.every((progress) => progress >= 0 && progress <= 1)).toBe(true);
    expect(heard).not.toEqual([]);
  });

  test.skipIf(skipped)(`${name}: a clip that cannot fit leaves nothing behind`, async () => {
    const from = await copyOfFilm("index-behind");
    const to = join(dirname(from), "small.mp4");

    const fitting = fitter.fitClip({ from, to, maxBytes: 900, signal });

    await expect(fitting).rejects.toMatchObject({ failure: "cannot-fit" });
    expect(await readdir(dirname(from))).toEqual(["film.mp4"]);
  });

  test.skipIf(skipped)(`${name}: a fragmented clip is fitted like any other`, async () => {
    const to = join(await temporaryFolder(), "small.mp4");

    const facts = await fitter.fitClip({
      from: filmPath("fragmented"),
      to,
      signal,
      maxBytes: 100_000,
    });

    expect(facts).toMatchObject({ width: 96, height: 64, fragmented: false });
  });

  test.skipIf(skipped)(`${name}: a poster has the colours of its film`, async () => {
    const folder = await temporaryFolder();
    const [from, to] = [join(folder, "film.mp4"), join(folder, "poster.jpg")];
    await worker.run(task("film", { out: from, frames: 12, colour: CRIMSON.yuv }), bounds());

    await stills.poster({ from, to, signal });

    expect(await sharp(to).metadata()).toMatchObject({ format: "jpeg", width: 160, height: 90 });
    expect(await distanceTo(CRIMSON.rgb, to)).toBeLessThanOrEqual(4);
  });

  test.skipIf(skipped)(`${name}: the last frame has the size and colours of its film`, async () => {
    const folder = await temporaryFolder();
    const [from, to] = [join(folder, "film.mp4"), join(folder, "last.png")];
    await worker.run(task("film", { out: from, frames: 48, colour: CRIMSON.yuv }), bounds());

    await stills.lastFrame({ from, to, signal });

    expect(await sharp(to).metadata()).toMatchObject({ format: "png", width: 160, height: 90 });
    expect(await distanceTo(CRIMSON.rgb, to)).toBeLessThanOrEqual(4);
    expect((await readdir(folder)).toSorted()).toEqual(["film.mp4", "last.png"]);
  });

  test.skipIf(skipped)(
    `${name}: the last frame is the very last, even if it is the only one`,
    async () => {
      const folder = await temporaryFolder();
      const [from, to] = [join(folder, "film.mp4"), join(folder, "last.png")];
      const turning = { frames: 1, colour: TEAL.yuv };
      await worker.run(
        task("film", { out: from, frames: 48, colour: CRIMSON.yuv, turning }),
        bounds(),
      );

      await stills.lastFrame({ from, to, signal });

      expect(await distanceTo(TEAL.rgb, to)).toBeLessThanOrEqual(4);
    },
  );

  test.skipIf(skipped)(`${name}: the last frame may follow the one before at once`, async () => {
    const to = join(await temporaryFolder(), "last.png");

    await stills.lastFrame({ from: filmPath("uneven"), to, signal });

    expect(await distanceTo([219, 219, 219], to)).toBeLessThanOrEqual(2);
  });

  test.skipIf(skipped)(`${name}: a frame behind the end of its film is not its last`, async () => {
    const folder = await temporaryFolder();
    const [from, to] = [join(folder, "film.mp4"), join(folder, "last.png")];
    const turning = { frames: 24, colour: TEAL.yuv };
    await worker.run(
      task("film", { out: from, frames: 48, colour: CRIMSON.yuv, turning }),
      bounds(),
    );
    await writeFile(from, endingAfter(await readFile(from), 1));

    await stills.lastFrame({ from, to, signal });

    expect(await distanceTo(CRIMSON.rgb, to)).toBeLessThanOrEqual(4);
  });

  test.skipIf(skipped)(`${name}: a film that lies on its side comes out upright`, async () => {
    const folder = await temporaryFolder();
    const from = join(folder, "film.mp4");
    const [to, still] = [join(folder, "small.mp4"), join(folder, "last.png")];
    await writeFile(from, turned(await filmBytes("index-behind")));

    await stills.lastFrame({ from, to: still, signal });
    const facts = await fitter.fitClip({ from, to, signal, maxBytes: 100_000 });

    expect(await sharp(still).metadata()).toMatchObject({ width: 64, height: 96 });
    expect(facts).toMatchObject({ width: 64, height: 96, rotation: 0 });
  });

  test.skipIf(skipped)(`${name}: the sound may go on after the last frame`, async () => {
    const folder = await temporaryFolder();
    const [from, to] = [join(folder, "film.mp4"), join(folder, "last.png")];
    const film = { out: from, frames: 12, soundSeconds: 3, colour: CRIMSON.yuv };
    await worker.run(task("film", film), bounds());

    await stills.lastFrame({ from, to, signal });

    expect(await distanceTo(CRIMSON.rgb, to)).toBeLessThanOrEqual(4);
  });

  test.skipIf(skipped)(
    `${name}: a fit that is cancelled midway leaves nothing behind`,
    async () => {
      const folder = await temporaryFolder();
      const [from, to] = [join(folder, "film.mp4"), join(folder, "small.mp4")];
      await worker.run(task("film", { out: from, frames: 48, width: 480, height: 270 }), bounds());
      const stopping = new AbortController();

      const fitting = fitter.fitClip({
        from,
        to,
        maxBytes: 150_000,
        signal: stopping.signal,
        onProgress: () => stopping.abort(),
      });

      await expect(fitting).rejects.toMatchObject({ failure: "stopped" });
      expect(await readdir(folder)).toEqual(["film.mp4"]);
    },
  );

  test.skipIf(skipped)(`${name}: a playlist in a film's clothes opens nothing`, async () => {
    const folder = await temporaryFolder();
    const from = join(folder, "film.mp4");
    await writeFile(from, `#EXTM3U\n#EXTINF:1,\nfile://${filmPath("index-behind")}\n`);

    const taking = stills.poster({ from, to: join(folder, "poster.jpg"), signal });

    await expect(taking).rejects.toMatchObject({ failure: "broken" });
    expect(await readdir(folder)).toEqual(["film.mp4"]);
  });
}
