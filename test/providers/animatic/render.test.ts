import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { probeClip } from "../../../src/media/probe.ts";
import { bounds, quietWorker } from "../../media/quiet-worker.ts";
import { temporaryFolder } from "../../media/temporary-folder.ts";
import { TOOLS } from "../../media/tools.ts";

const TASK = new URL("../../../src/providers/animatic/render-task.ts", import.meta.url);

/** A small film, as the provider would order it. */
async function order(change: object = {}) {
  const out = join(await temporaryFolder(), "film.draft");
  const size = { width: 320, height: 180 };
  const input = { prompt: "a fox. Then a boat.", seconds: 3, seed: 1, createdAt: 0, ...size, out };
  return { out, task: { module: TASK, input: { ...input, ...change } } };
}

for (const { name, ffmpegPath, skipped } of TOOLS) {
  test.skipIf(skipped)(
    `${name}: a prompt becomes a film that plays and says what it is`,
    async () => {
      const { out, task } = await order();
      const heard: number[] = [];
      const onProgress = (progress: number) => heard.push(progress);

      await quietWorker({ ffmpegPath }).run(task, bounds({ onProgress }));

      expect(await probeClip(out)).toMatchObject({
        seconds: expect.closeTo(3, 1),
        width: 320,
        height: 180,
        fps: 24,
        videoCodec: "avc1",
        audioCodec: "mp4a",
        faststart: true,
      });
      expect(await readFile(out, "latin1")).toContain("digitalsourcetype/algorithmicMedia");
      expect(heard[0]).toBe(0);
      expect(heard.at(-1)).toBeGreaterThan(0.3);
      expect(heard).toEqual(heard.toSorted((one, other) => one - other));
      expect(await readdir(dirname(out))).toEqual(["film.draft"]);
    },
  );
}

test.each([
  ["of the frame's own shape", 640, 360],
  ["a tall one", 200, 800],
  ["a very wide one", 900, 240],
])("a picture becomes a film: %s", async (_, width, height) => {
  const picture = join(await temporaryFolder(), "picture.jpg");
  await sharp({ create: { width, height, channels: 3, background: "#c06030" } })
    .jpeg()
    .toFile(picture);
  const { out, task } = await order({ picture, seconds: 1.5, prompt: "slow push in" });

  await quietWorker().run(task, bounds());

  expect(await probeClip(out)).toMatchObject({ width: 320, height: 180 });
});

test("a picture that cannot be read fails the render and leaves nothing behind", async () => {
  const { out, task } = await order({ picture: "/dev/null" });

  const running = quietWorker().run(task, bounds());

  await expect(running).rejects.toMatchObject({ name: "MediaError" });
  expect(await readdir(dirname(out))).toEqual([]);
});

test("a render that is cancelled in the middle stops at once", async () => {
  const { task } = await order({ seconds: 20 });
  const stopping = new AbortController();
  const onProgress = (progress: number) => {
    if (progress > 0.02) stopping.abort();
  };

  const running = quietWorker().run(task, bounds({ signal: stopping.signal, onProgress }));

  await expect(running).rejects.toMatchObject({ failure: "stopped" });
});
