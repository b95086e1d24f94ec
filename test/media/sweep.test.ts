import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leftovers } from "../../src/media/sweep.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("what a killed bot left half-written a day ago goes, all else stays", async () => {
  const folder = await temporaryFolder();
  const folders = {
    incoming: join(folder, "incoming"),
    clips: join(folder, "clips"),
    pictures: join(folder, "pictures"),
  };
  const old = ["incoming/a", "clips/b.mp4.part-1", "clips/b.mp4", "pictures/c.jpg"];
  await Promise.all(Object.values(folders).map((path) => mkdir(path)));
  for (const name of [...old, "incoming/new", "clips/new.mp4.part-2"]) {
    await writeFile(join(folder, name), "x");
  }
  const prepared = join(folders.pictures, "prepared.part-3");
  await mkdir(prepared);
  await writeFile(join(prepared, "picture-1.jpg"), "x");
  const twoDaysAgo = Date.now() / 1_000 - 2 * 86_400;
  for (const name of [...old, "pictures/prepared.part-3"])
    await utimes(join(folder, name), twoDaysAgo, twoDaysAgo);

  await leftovers(folders)(Date.now());

  expect((await readdir(folder, { recursive: true })).filter((name) => name.includes("/"))).toEqual(
    expect.arrayContaining([
      "incoming/new",
      "clips/new.mp4.part-2",
      "clips/b.mp4",
      "pictures/c.jpg",
    ]),
  );
  expect(await readdir(folders.pictures)).toEqual(["c.jpg"]);
  expect(await readdir(folders.incoming)).toEqual(["new"]);
  expect((await readdir(folders.clips)).toSorted()).toEqual(["b.mp4", "new.mp4.part-2"]);
});
