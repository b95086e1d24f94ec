import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import { createClipShelf } from "../../../src/platforms/local/clip-shelf.ts";
import { createMovingPreviews } from "../../../src/platforms/local/moving-previews.ts";
import { CLIP } from "../../fakes/front.ts";

let folder: string;
let ids: string[];
let made: string[];
let works: PromiseWithResolvers<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rushes-previews-"));
  made = [];
  works = Promise.withResolvers();
  ids = await Promise.all(
    Array.from({ length: 7 }, () => shelf().keep({ ...CLIP, bytes: 1, alt: "a fox" })),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const shelf = () => createClipShelf(join(folder, "playground"), Date.now);

/** Previews that take until `works` is settled. */
function open() {
  const clips = shelf();
  const moving = createMovingPreviews({
    clips,
    previews: {
      async make({ from, to }) {
        made.push(from);
        await works.promise;
        await writeFile(to, "it moves");
      },
    },
    incoming: join(folder, "incoming"),
    closing: new AbortController().signal,
    log: createLog("silent"),
  });
  return { clips, moving };
}

test("a preview is made once, however many look, and goes with its clip", async () => {
  const { clips, moving } = open();
  const [id = ""] = ids;
  works.resolve();

  const first = await Promise.all([moving.pathOf(id), moving.pathOf(id)]);
  const later = await open().moving.pathOf(id);

  expect(new Set([...first, later])).toEqual(new Set([clips.previewPath(id)]));
  expect(made).toEqual([clips.clipPath(id)]);
  await clips.discard(id);
  expect(existsSync(clips.previewPath(id))).toBe(false);
  expect(await moving.pathOf(id)).toBeUndefined();
});

test("more than a few wishes at once are not taken", async () => {
  const { moving } = open();

  const wishes = ids.map((id) => moving.pathOf(id));
  works.resolve();

  const paths = await Promise.all(wishes);
  expect(paths.filter((path) => path !== undefined)).toHaveLength(5);
});

test("a clip that has no preview is tried once", async () => {
  const { moving } = open();
  const [id = ""] = ids;

  const first = moving.pathOf(id);
  await expect.poll(() => made.length).toBe(1);
  works.reject(new Error("no picture in it"));

  expect(await first).toBeUndefined();
  expect(await moving.pathOf(id)).toBeUndefined();
  expect(made).toHaveLength(1);
});

test("a clip that is taken back meanwhile leaves no preview", async () => {
  const { clips, moving } = open();
  const [id = ""] = ids;

  const wish = moving.pathOf(id);
  await expect.poll(() => made.length).toBe(1);
  await clips.discard(id);
  works.resolve();
  await wish;

  expect(existsSync(clips.previewPath(id))).toBe(false);
});
