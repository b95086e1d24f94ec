import { mkdtempDisposable, readdir, readlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createOriginalRoutes } from "../../src/web/originals.ts";

async function openedFilm() {
  const folder = await mkdtempDisposable(join(tmpdir(), "rushes-original-"));
  const path = join(folder.path, "film.mp4");
  await writeFile(path, Buffer.alloc(3_000_000, 1));
  const app = createOriginalRoutes((signed) =>
    Promise.resolve(signed === "signed" ? { path, name: "rushes-film.mp4" } : undefined),
  );
  return { folder, path, app };
}

/** How many of our files at `path` are open; where the system does not tell, none. */
async function opened(path: string): Promise<number> {
  const names = await readdir("/proc/self/fd").catch((): string[] => []);
  const files = await Promise.all(
    names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")),
  );
  return files.filter((file) => file === path).length;
}

test("an original comes whole, as a file to save", async () => {
  const { folder, app } = await openedFilm();
  await using _ = folder;

  const answer = await app.request("/signed");

  expect(answer.headers.get("content-disposition")).toContain("rushes-film.mp4");
  expect((await answer.arrayBuffer()).byteLength).toBe(3_000_000);
});

test("a link that is only looked at opens no file", async () => {
  const { folder, path, app } = await openedFilm();
  await using _ = folder;

  const answer = await app.request("/signed", { method: "HEAD" });

  expect(answer.headers.get("content-length")).toBe("3000000");
  expect(answer.body).toBeNull();
  expect(await opened(path)).toBe(0);
});

test("a download that is broken off closes its file", async () => {
  const { folder, path, app } = await openedFilm();
  await using _ = folder;
  const answer = await app.request("/signed");
  const reader = answer.body?.getReader();
  await reader?.read();

  await reader?.cancel();

  await expect.poll(() => opened(path)).toBe(0);
});

test("a link that leads nowhere says so", async () => {
  const { folder, app } = await openedFilm();
  await using _ = folder;

  const answer = await app.request("/forged");

  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ error: expect.stringContaining("expired") });
});
