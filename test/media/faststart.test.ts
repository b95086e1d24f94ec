import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { faststart } from "../../src/media/faststart.ts";
import { probeClip } from "../../src/media/probe.ts";
import { copyOfFilm, filmPath } from "./films.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { TOOLS } from "./tools.ts";

const [cli] = TOOLS;

test("the index moves to the front and nothing else changes", async () => {
  const to = join(await temporaryFolder(), "fast.mp4");

  const before = await probeClip(filmPath("index-behind"));

  const changed = await faststart(filmPath("index-behind"), before, to);

  expect(changed).toBe(true);
  expect(await probeClip(to)).toEqual({ ...before, faststart: true });
});

test("a long film keeps every byte that lies behind its index", async () => {
  const from = await copyOfFilm("index-behind");
  const rest = randomBytes(9 * 2 ** 20 + 11);
  rest.writeUInt32BE(rest.length, 0);
  rest.write("free", 4);
  await appendFile(from, rest);
  const to = join(dirname(from), "fast.mp4");

  await faststart(from, await probeClip(from), to);

  expect((await readFile(to)).subarray(-rest.length).equals(rest)).toBe(true);
  expect(await probeClip(to)).toEqual({ ...(await probeClip(from)), faststart: true });
});

test.skipIf(cli?.skipped)("every frame is where the moved index says", async () => {
  const to = join(await temporaryFolder(), "fast.mp4");

  await faststart(filmPath("index-behind"), await probeClip(filmPath("index-behind")), to);

  expect(await fingerprint(to)).toBe(await fingerprint(filmPath("index-behind")));
});

test.each(["fragmented", "signed"])("a %s film is left alone", async (which) => {
  const from = await copyOfFilm(which === "signed" ? "index-behind" : "fragmented");
  const signature = "0000001875756964d8fec3d61b0e483c92975828877ec481";
  if (which === "signed") await appendFile(from, Buffer.from(signature, "hex"));

  const changed = await faststart(from, await probeClip(from), join(dirname(from), "fast.mp4"));

  expect(changed).toBe(false);
  expect(await readdir(dirname(from))).toEqual(["film.mp4"]);
});

async function fingerprint(path: string): Promise<string> {
  const args = ["-v", "error", "-i", path, "-map", "0", "-c", "copy", "-f", "md5", "-"];
  const { stdout } = await promisify(execFile)("ffmpeg", args);
  return stdout;
}
