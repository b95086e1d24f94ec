import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MediaError } from "../../src/errors.ts";
import { probeClip } from "../../src/media/probe.ts";
import { filmBytes, filmPath, signed, turned } from "./films.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const FACTS = {
  seconds: 1,
  width: 96,
  height: 64,
  fps: 12,
  videoCodec: "avc1",
  audioCodec: "mp4a",
  hasC2pa: false,
};

test("a film with its index behind is read", async () => {
  const facts = await probeClip(filmPath("index-behind"));

  expect(facts).toMatchObject({ ...FACTS, bytes: 6850, faststart: false, fragmented: false });
});

test("a fragmented film is as long as its fragments", async () => {
  const facts = await probeClip(filmPath("fragmented"));

  expect(facts).toMatchObject({ ...FACTS, bytes: 6830, faststart: true, fragmented: true });
});

test("a film that lies on its side is told as it is shown", async () => {
  const facts = await probeClip(await saved(turned(await filmBytes("index-behind"))));

  expect(facts).toMatchObject({ width: 64, height: 96, rotation: 90 });
});

test("a signed statement of origin is noticed", async () => {
  const path = await saved(signed(await filmBytes("index-behind")));

  const facts = await probeClip(path);

  expect(facts.hasC2pa).toBe(true);
});

test.each([
  ["nothing", ""],
  ["a web page", "<!doctype html><html><body>Not found</body></html>"],
  ["an error in JSON", '{"error":{"message":"expired"}}'],
  ["a playlist", "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"],
  ["a lone front", "\0\0\0\x10ftypisom\0\0\0\0"],
])("%s is no film", async (_, text) => {
  const probing = probeClip(await saved(Buffer.from(text, "latin1")));

  await expect(probing).rejects.toMatchObject({ name: "MediaError", failure: "broken" });
});

test("an index of nothing but parts is refused before they are all read", async () => {
  const film = await filmBytes("index-behind");
  const index = film.indexOf("moov") - 4;
  const part = Buffer.from("\0\0\0\x08free", "latin1");
  const parts = Buffer.concat(Array.from({ length: 5_000 }, () => part));
  film.writeUInt32BE(film.readUInt32BE(index) + parts.length, index);
  const stuffed = Buffer.concat([film.subarray(0, index + 8), parts, film.subarray(index + 8)]);

  const probing = probeClip(await saved(stuffed));

  await expect(probing).rejects.toThrow("It has too many parts.");
});

test("a film of claims only, without an end in sight, is refused", async () => {
  const bytes = await filmBytes("index-behind");
  bytes.writeUInt32BE(0xffffffff, bytes.indexOf("stsz") + 12);

  const probing = probeClip(await saved(bytes));

  await expect(probing).rejects.toMatchObject({ failure: "broken" });
});

test.each(["index-behind", "fragmented"] as const)(
  "%s: a film that is cut off anywhere is never longer than what is there",
  async (name) => {
    const whole = await filmBytes(name);
    const path = join(await temporaryFolder(), "cut.mp4");

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        await writeFile(path, whole.subarray(0, length));
        const seconds = await probeClip(path).then((facts) => facts.seconds, refusal);
        // Only behind a whole fragment may a film end early; then it is as long as that.
        expect(seconds).toBeLessThanOrEqual(name === "fragmented" ? 1 : 0);
      }),
      { numRuns: 200 },
    );
  },
);

test.each(["index-behind", "fragmented"] as const)(
  "%s: a film with any bytes changed is read or refused, and nothing else",
  async (name) => {
    const whole = await filmBytes(name);
    const path = join(await temporaryFolder(), "changed.mp4");
    const change = fc.tuple(fc.nat(whole.length - 1), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff));

    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        await writeFile(path, bytes);
        const seconds = await probeClip(path).then((facts) => facts.seconds, refusal);
        expect(seconds).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400 },
    );
  },
);

async function saved(bytes: Buffer): Promise<string> {
  const path = join(await temporaryFolder(), "film.mp4");
  await writeFile(path, bytes);
  return path;
}

function refusal(error: unknown): number {
  if (error instanceof MediaError && error.failure === "broken") return 0;
  throw error;
}
