import { mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sendFile } from "../../src/serving/send-file.ts";

const SIZE = 3_000_000;
const bytes = Buffer.from(Array.from({ length: SIZE }, (_, index) => index % 251));
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rushes-send-"));
  path = join(folder, "film.mp4");
  await writeFile(path, bytes);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ask(headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  const app = new Hono();
  app.get("/", async (c) => {
    c.header("Cache-Control", "max-age=60");
    return (await sendFile(c, { path, type: "video/mp4" })) ?? c.text("gone", 404);
  });
  return app.request("/", { method, headers });
}

/** How many times our file is open; where the system does not tell, none. */
async function opened(): Promise<number> {
  const names = await readdir("/proc/self/fd").catch((): string[] => []);
  const files = await Promise.all(
    names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")),
  );
  return files.filter((file) => file === path).length;
}

test("a file comes whole, and says that its parts may be asked for", async () => {
  const answer = await ask();

  expect(answer.status).toBe(200);
  expect(answer.headers.get("accept-ranges")).toBe("bytes");
  expect(answer.headers.get("content-type")).toBe("video/mp4");
  expect(bytes.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
});

test("a part comes as it was asked for", async () => {
  const answer = await ask({ range: "bytes=1000-1009" });

  expect(answer.status).toBe(206);
  expect(answer.headers.get("content-range")).toBe(`bytes 1000-1009/${SIZE}`);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes.subarray(1000, 1010));
});

test("a part beyond the file is refused, and nobody keeps the refusal", async () => {
  const answer = await ask({ range: `bytes=${SIZE}-` });

  expect(answer.status).toBe(416);
  expect(answer.headers.get("content-range")).toBe(`bytes */${SIZE}`);
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("who has the file already gets nothing, also through a proxy that compresses", async () => {
  const version = (await ask({}, "HEAD")).headers.get("etag") ?? "";

  const answers = await Promise.all(
    [version, `W/${version}`, `"other", ${version}`, "*", '"other"'].map((known) =>
      ask({ "if-none-match": known }, "HEAD"),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual([304, 304, 304, 304, 200]);
});

test("a part of a file that has changed since is the whole file", async () => {
  const version = (await ask({}, "HEAD")).headers.get("etag") ?? "";
  const range = "bytes=0-1";

  const same = await ask({ range, "if-range": version }, "HEAD");
  await writeFile(path, "anew");
  const changed = await ask({ range, "if-range": version });

  expect(same.status).toBe(206);
  expect(changed.status).toBe(200);
  expect(await changed.text()).toBe("anew");
});

test("what is only looked at opens no file", async () => {
  const answer = await ask({}, "HEAD");

  expect(answer.headers.get("content-length")).toBe(String(SIZE));
  expect(answer.body).toBeNull();
  expect(await opened()).toBe(0);
});

test("a download that is broken off closes its file", async () => {
  const answer = await ask();
  const reader = answer.body?.getReader();
  await reader?.read();

  await reader?.cancel();

  await expect.poll(opened).toBe(0);
});

test("an empty file is an empty answer", async () => {
  await writeFile(path, "");

  const answer = await ask();

  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("");
});

test("a file that is gone is left to the caller", async () => {
  await rm(path);

  const answer = await ask();

  expect(answer.status).toBe(404);
});
