import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createOriginalRoutes } from "../../src/web/originals.ts";

async function openedFilm() {
  const folder = await mkdtempDisposable(join(tmpdir(), "rushes-original-"));
  const path = join(folder.path, "film.mp4");
  await writeFile(path, Buffer.alloc(3_000_000, 1));
  const found = new Map([
    ["signed", { path, name: "rushes-film.mp4" }],
    ["deleted", { path: join(folder.path, "gone.mp4"), name: "rushes-gone.mp4" }],
  ]);
  return { folder, app: createOriginalRoutes(async (signed) => found.get(signed)) };
}

test("an original comes whole, under a name to save it by", async () => {
  const { folder, app } = await openedFilm();
  await using _ = folder;

  const answer = await app.request("/signed");

  expect(answer.headers.get("content-disposition")).toBe('inline; filename="rushes-film.mp4"');
  expect((await answer.arrayBuffer()).byteLength).toBe(3_000_000);
});

test("a phone plays an original, which it asks for by range", async () => {
  const { folder, app } = await openedFilm();
  await using _ = folder;

  const answer = await app.request("/signed", { headers: { range: "bytes=0-1" } });

  expect(answer.status).toBe(206);
  expect(answer.headers.get("content-range")).toBe("bytes 0-1/3000000");
  expect((await answer.arrayBuffer()).byteLength).toBe(2);
});

test.each(["forged", "deleted"])("a %s link leads nowhere, and says so", async (link) => {
  const { folder, app } = await openedFilm();
  await using _ = folder;

  const answer = await app.request(`/${link}`);

  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-disposition")).toBeNull();
  expect(await answer.json()).toEqual({ error: expect.stringContaining("expired") });
});
