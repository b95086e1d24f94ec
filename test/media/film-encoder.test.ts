import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { MediaError } from "../../src/errors.ts";
import { probeClip } from "../../src/media/probe.ts";
import { bounds, quietWorker, task } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { TOOLS } from "./tools.ts";

for (const { name, ffmpegPath, skipped } of TOOLS) {
  const worker = quietWorker({ ffmpegPath });

  test.skipIf(skipped)(`${name}: frames and sound become a film that streams`, async () => {
    const out = join(await temporaryFolder(), "film.mp4");

    await worker.run(task("film", { out, frames: 36 }), bounds());

    expect(await probeClip(out)).toMatchObject({
      seconds: expect.closeTo(1.5, 1),
      width: 160,
      height: 90,
      fps: 24,
      videoCodec: "avc1",
      audioCodec: "mp4a",
      faststart: true,
    });
    expect(await readdir(dirname(out))).toEqual(["film.mp4"]);
  });

  test.skipIf(skipped)(`${name}: a film that is given up leaves nothing behind`, async () => {
    const out = join(await temporaryFolder(), "film.mp4");

    await worker.run(task("film", { out, frames: 5, ending: "abort" }), bounds());

    expect(await readdir(dirname(out))).toEqual([]);
  });

  test.skipIf(skipped)(`${name}: a film that cannot be written is told`, async () => {
    const out = "/dev/null/film.mp4";

    const running = worker.run(task("film", { out, frames: 5 }), bounds());

    await expect(running).rejects.toThrow(MediaError);
  });
}
