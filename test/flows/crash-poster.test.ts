import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { createClipFolder } from "../../src/media/clip-folder.ts";

const clip = { file: "boat.mp4", bytes: 1, seconds: 4, width: 640, height: 360 };

/** A folder whose stills are drawn as `draw` says. */
function clipsIn(folder: string, draw: (to: string) => Promise<void>) {
  const never = () => Promise.reject(new Error("not here"));
  return createClipFolder({
    folder,
    fitter: { fitClip: never },
    stills: { poster: ({ to }) => draw(to), lastFrame: never },
    log: createLog("silent"),
  });
}

test("a still that a crash has cut off is drawn again, whole", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rushes-poster-"));
  const begun = Promise.withResolvers<void>();
  const dying = clipsIn(folder, async (to) => {
    await writeFile(to, "half");
    begun.resolve();
    await new Promise(() => {});
  });
  void dying.poster(clip, AbortSignal.timeout(5_000));
  await begun.promise;

  const next = clipsIn(folder, (to) => writeFile(to, "whole"));
  const path = await next.poster(clip, AbortSignal.timeout(5_000));
  const drawn = await readFile(path ?? "", "utf8");
  await rm(folder, { recursive: true });

  expect(drawn).toBe("whole");
});
