import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pino } from "pino";
import sharp from "sharp";
import { expect, test } from "vitest";
import { createClipFolder } from "../../src/media/clip-folder.ts";
import { createFitter } from "../../src/media/fit.ts";
import { createPictures } from "../../src/media/pictures.ts";
import { probeClip } from "../../src/media/probe.ts";
import { createStills } from "../../src/media/stills.ts";
import { filmBytes, signed } from "./films.ts";
import { bounds, quietWorker, task } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const { signal } = new AbortController();
const film = await filmBytes("index-behind");

async function createFolder() {
  const folder = await temporaryFolder();
  const worker = quietWorker();
  const [fitter, stills] = [createFitter(worker), createStills(worker)];
  const pictures = createPictures(worker);
  const log = pino({ level: "silent" });
  return { folder, worker, clips: createClipFolder({ folder, fitter, stills, pictures, log }) };
}

/** What comes over the wire, piece by piece. */
function wire(bytes: Buffer | string): { stream: Readable; bytes: undefined } {
  return { stream: Readable.from([Buffer.from(bytes)]), bytes: undefined };
}

/** The film with a number in its index, which is its end, replaced: `offset` bytes behind the name of a box. */
function claiming(box: string, offset: number, value: number): Buffer {
  const bytes = Buffer.from(film);
  bytes.writeUInt32BE(value, bytes.lastIndexOf(box) + offset);
  return bytes;
}

test("a film that arrives whole is kept, and told as what it is", async () => {
  const { folder, clips } = await createFolder();

  const clip = await clips.save("boat", wire(film), signal);

  expect(clip).toMatchObject({ file: "boat.mp4", width: 96, height: 64, seconds: 1 });
  expect(await readdir(folder)).toEqual(["boat.mp4"]);
});

test.each([
  ["nothing", ""],
  ["a web page", "<!doctype html><title>502 Bad Gateway</title>"],
  ["an error", '{"error":{"code":"expired"}}'],
  ["a playlist", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"],
  ["a picture", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1")],
  ["a film without its end", film.subarray(0, -100)],
  ["a film without its beginning", film.subarray(100)],
  ["a film that claims a day", claiming("mvhd", 20, 86_400_000)],
  ["a film that claims pictures as large as a house", claiming("avc1", 28, 0xffff_ffff)],
  ["a film that claims more pictures than it has bytes", claiming("stsz", 12, 0xffff_ffff)],
])("%s is refused, and nothing of it stays", async (_, bytes) => {
  const { folder, clips } = await createFolder();

  const saving = clips.save("boat", wire(bytes), signal);

  await expect(saving).rejects.toMatchObject({ name: "MediaError", failure: "broken" });
  expect(await readdir(folder)).toEqual([]);
});

test("a film whose index lies behind is kept with its index in front", async () => {
  const { folder, clips } = await createFolder();

  const clip = await clips.save("boat", wire(film), signal);

  const facts = await probeClip(clips.pathOf(clip));
  expect(facts).toMatchObject({ faststart: true, bytes: film.length });
  expect(await readdir(folder)).toEqual(["boat.mp4"]);
});

test("a still that came with a film is its poster, drawn anew", async () => {
  const { folder, clips } = await createFolder();
  const blue = { width: 200, height: 100, channels: 3, background: "#0000ff" } as const;
  const given = await sharp({ create: blue }).webp().toBuffer();

  const clip = await clips.save("boat", { ...wire(film), still: async () => wire(given) }, signal);

  const poster = await clips.poster(clip, signal);
  expect(await sharp(poster).metadata()).toMatchObject({ format: "jpeg", width: 200, height: 100 });
  expect((await readdir(folder)).toSorted()).toEqual(["boat.jpg", "boat.mp4"]);
});

test.each([
  ["is a page", async () => wire("<!doctype html>")],
  ["cannot be had", () => Promise.reject(new Error("404"))],
])("a film whose still %s is kept, with a poster of our own", async (_, still) => {
  const { folder, clips } = await createFolder();

  const clip = await clips.save("boat", { ...wire(film), still }, signal);

  expect(await readdir(folder)).toEqual(["boat.mp4"]);
  expect(await sharp(await clips.poster(clip, signal)).metadata()).toMatchObject({ width: 96 });
});

test.each([
  ["signed", signed(film)],
  ["fragmented", await filmBytes("fragmented")],
])("a %s film is kept byte for byte", async (_, bytes) => {
  const { clips } = await createFolder();

  const clip = await clips.save("boat", wire(bytes), signal);

  expect((await readFile(clips.pathOf(clip))).equals(bytes)).toBe(true);
});

test("a film whose index cannot be moved is kept as it is", async () => {
  const { folder, clips } = await createFolder();
  // Its only track lists its chunks beyond the end of their table.
  const odd = claiming("stco", 8, 0x00ff_ffff);

  const clip = await clips.save("boat", wire(odd), signal);

  expect((await readFile(clips.pathOf(clip))).equals(odd)).toBe(true);
  expect(await readdir(folder)).toEqual(["boat.mp4"]);
});

test("a film that is shorter than announced is refused, and nothing of it stays", async () => {
  const { folder, clips } = await createFolder();

  const saving = clips.save("boat", { ...wire(film), bytes: film.length + 1 }, signal);

  await expect(saving).rejects.toMatchObject({ failure: "broken" });
  expect(await readdir(folder)).toEqual([]);
});

test("a film that is there stays when its next download is bad", async () => {
  const { clips } = await createFolder();
  const clip = await clips.save("boat", wire(film), signal);

  const saving = clips.save("boat", wire("not found"), signal);

  await expect(saving).rejects.toMatchObject({ failure: "broken" });
  expect(await clips.poster(clip, signal)).toBe(join(clips.pathOf(clip), "../boat.jpg"));
});

test("a fit lies beside its clip only once it is whole", async () => {
  const { folder, worker, clips } = await createFolder();
  const out = join(folder, "boat.mp4");
  await worker.run(task("film", { out, frames: 48, width: 480, height: 270 }), bounds());
  const clip = { file: "boat.mp4", bytes: 0, seconds: 2, width: 480, height: 270 };

  const fit = await clips.fit(clip, 150_000, signal);

  expect(fit.file).toBe("boat-fit.mp4");
  expect(fit.bytes).toBeLessThanOrEqual(150_000);
  expect((await readdir(folder)).toSorted()).toEqual(["boat-fit.mp4", "boat.mp4"]);
});

test("a fit is not signed any more, as its clip was", async () => {
  const { clips } = await createFolder();
  const clip = await clips.save("boat", wire(signed(film)), signal);

  const fit = await clips.fit(clip, 100_000, signal);

  expect(clip.isSigned).toBe(true);
  expect(fit.isSigned).toBeUndefined();
});

test("what a clip was made into goes with it", async () => {
  const { folder, clips } = await createFolder();
  const clip = await clips.save("boat", wire(film), signal);
  await clips.poster(clip, signal);

  await clips.remove("boat");

  expect(await readdir(folder)).toEqual([]);
});
