import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { createPreviews } from "../../src/media/previews.ts";
import { CRIMSON, distanceTo, TEAL } from "./colours.ts";
import { copyOfFilm } from "./films.ts";
import { bounds, quietWorker, task } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { TOOLS } from "./tools.ts";

const { signal } = new AbortController();

for (const { name, ffmpegPath, skipped } of TOOLS) {
  const worker = quietWorker({ ffmpegPath });
  const previews = createPreviews(worker);

  test.skipIf(skipped)(`${name}: a film's first seconds become a picture that moves`, async () => {
    const folder = await temporaryFolder();
    const [from, to] = [join(folder, "film.mp4"), join(folder, "film.webp")];
    const turning = { frames: 60, colour: TEAL.yuv };
    const film = { frames: 96, width: 640, height: 360, colour: CRIMSON.yuv, turning };
    await worker.run(task("film", { out: from, ...film }), bounds());

    await previews.make({ from, to, maxBytes: 500_000, signal });

    const facts = await sharp(to, { animated: true }).metadata();
    expect(facts).toMatchObject({ format: "webp", width: 480, pageHeight: 270, loop: 0 });
    expect((facts.delay ?? []).reduce((all, delay) => all + delay, 0)).toBeCloseTo(3000, -2);
    expect(await distanceTo(CRIMSON.rgb, to)).toBeLessThanOrEqual(6);
    expect((await readdir(folder)).toSorted()).toEqual(["film.mp4", "film.webp"]);
  });

  test.skipIf(skipped)(`${name}: a preview has at most the bytes it may have`, async () => {
    const folder = await temporaryFolder();
    const [from, to] = [join(folder, "film.mp4"), join(folder, "film.webp")];
    await worker.run(task("film", { out: from, frames: 36 }), bounds());
    await previews.make({ from, to, maxBytes: 10_000_000, signal });
    const { size } = await stat(to);

    await previews.make({ from, to, maxBytes: size - 1, signal });

    expect((await stat(to)).size).toBeLessThan(size);
  });

  test.skipIf(skipped)(`${name}: a preview that cannot fit leaves nothing behind`, async () => {
    const from = await copyOfFilm("index-behind");
    const to = join(from, "../film.webp");

    const making = previews.make({ from, to, maxBytes: 50, signal });

    await expect(making).rejects.toMatchObject({ failure: "cannot-fit" });
    expect(await readdir(join(from, ".."))).toEqual(["film.mp4"]);
  });
}
