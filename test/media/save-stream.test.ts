import { randomBytes } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open as openFile, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import { pour } from "../../src/media/pour.ts";
import { saveStream } from "../../src/media/save-stream.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const MIB = 2 ** 20;
const BOUNDS = { maxBytes: 1000, stall: 5000, timeout: 5000, signal: new AbortController().signal };

afterEach(() => {
  vi.restoreAllMocks();
});

test("a stream becomes a file that only we can read", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "clip.mp4");

  await saveStream(streamOf("abc", "def"), path, { ...BOUNDS, expectedBytes: 6 });

  expect(await readFile(path, "utf8")).toBe("abcdef");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["clip.mp4"]);
});

test("a large file holds every byte, in whatever pieces it came", async () => {
  const film = randomBytes(9 * MIB + 11);
  const path = join(await temporaryFolder(), "clip.mp4");
  const pieces = [1, 100_003, 2 * MIB + 1, film.length].map((end, index, ends) =>
    film.subarray(ends[index - 1] ?? 0, end),
  );

  await saveStream(Readable.from(pieces), path, { ...BOUNDS, maxBytes: film.length });

  expect((await readFile(path)).equals(film)).toBe(true);
});

test("a stream saved again replaces the file as a whole", async () => {
  const path = join(await temporaryFolder(), "clip.mp4");
  await saveStream(streamOf("the first"), path, BOUNDS);

  await saveStream(streamOf("2nd"), path, BOUNDS);

  expect(await readFile(path, "utf8")).toBe("2nd");
});

test.each([
  [
    "is longer than allowed",
    () => streamOf("x".repeat(600), "y".repeat(600)),
    () => ({}),
    "too-large",
  ],
  [
    "announces more than allowed",
    () => streamOf("abc"),
    () => ({ expectedBytes: 1001 }),
    "too-large",
  ],
  ["is shorter than announced", () => streamOf("abc"), () => ({ expectedBytes: 4 }), "broken"],
  ["is longer than announced", () => streamOf("abcde"), () => ({ expectedBytes: 4 }), "broken"],
  ["breaks off", () => breakingOff(), () => ({}), "broken"],
  ["closes early", () => closing(), () => ({}), "broken"],
  ["stands still", () => new PassThrough(), () => ({ stall: 20 }), "stopped"],
  ["drips for too long", () => dripping(), () => ({ stall: 200, timeout: 60 }), "stopped"],
  [
    "is no longer wanted",
    () => new PassThrough(),
    () => ({ signal: AbortSignal.timeout(20) }),
    "stopped",
  ],
  [
    "was not wanted at all",
    () => new PassThrough(),
    () => ({ signal: AbortSignal.abort() }),
    "stopped",
  ],
])("a stream that %s leaves nothing behind", async (_, open, change, failure) => {
  const stream = open();
  const folder = await temporaryFolder();

  const saving = saveStream(stream, join(folder, "clip.mp4"), { ...BOUNDS, ...change() });

  await expect(saving).rejects.toMatchObject({ name: "MediaError", failure });
  expect(stream.destroyed).toBe(true);
  expect(await readdir(folder)).toEqual([]);
});

test("what a provider says about its own stream stays as it is", async () => {
  const expired = new ProviderError("fake", "gone", "The link has expired.");
  const path = join(await temporaryFolder(), "clip.mp4");

  const saving = saveStream(breakingOff(expired), path, BOUNDS);

  await expect(saving).rejects.toBe(expired);
});

test("a stream that failed before anybody read it is told, not thrown into the air", async () => {
  const stream = new PassThrough();
  const path = join(await temporaryFolder(), "clip.mp4");

  const saving = saveStream(stream, path, BOUNDS);
  stream.destroy(new Error("reset"));

  await expect(saving).rejects.toMatchObject({ failure: "broken" });
});

test.skipIf(process.platform !== "linux")("a full disk is no fault of the stream", async () => {
  await using full = await openFile("/dev/full", "w");

  const pouring = pour(streamOf("abc"), full, BOUNDS);

  await expect(pouring).rejects.toMatchObject({ code: "ENOSPC" });
});

test.skipIf(process.platform !== "linux")(
  "nor is a disk that becomes full in the middle of it",
  async () => {
    await using full = await openFile("/dev/full", "w");
    const film = filmOf(5);

    const pouring = pour(film, full, { ...BOUNDS, maxBytes: 5 * MIB });

    await expect(pouring).rejects.toMatchObject({ code: "ENOSPC" });
    expect(film.destroyed).toBe(true);
  },
);

test("whoever hears that it failed may close the file: nothing is being written any more", async () => {
  const stream = new PassThrough();
  const stop = new AbortController();
  const begun: number[] = [];
  const ended: number[] = [];
  const sink = {
    async appendFile(bytes: Uint8Array) {
      begun.push(bytes.length);
      stop.abort();
      await setImmediate();
      ended.push(bytes.length);
    },
  };

  const pouring = pour(stream, sink, { ...BOUNDS, maxBytes: 9 * MIB, signal: stop.signal });
  stream.write(Buffer.alloc(4 * MIB));

  await expect(pouring).rejects.toMatchObject({ failure: "stopped" });
  const told = [...ended];
  await setImmediate();
  expect(begun).toEqual(told);
  expect(ended).toEqual(told);
});

/** Every open file asks here for what it is to do. */
const files = await prototypeOfFiles();

test.each(["datasync", "sync", "appendFile"] as const)(
  "a disk that fails once at %s has not taken the file",
  async (call) => {
    const folder = await temporaryFolder();
    const failure = Object.assign(new Error("the disk broke"), { code: "EIO" });
    vi.spyOn(files, call).mockRejectedValueOnce(failure);

    const saving = saveStream(filmOf(9), join(folder, "clip.mp4"), {
      ...BOUNDS,
      maxBytes: 9 * MIB,
    });

    await expect(saving).rejects.toBe(failure);
    expect(await readdir(folder)).toEqual([]);
  },
);

test("many films at once leave the disk some time for others", async () => {
  const folder = await temporaryFolder();
  const films = ["a", "b", "c"].map((name) => ({ path: join(folder, name), film: filmOf(9) }));
  const received = Promise.all(films.map(({ film }) => finished(film)));
  let running = 0;
  let most = 0;
  vi.spyOn(files, "datasync").mockImplementation(async () => {
    running += 1;
    most = Math.max(most, running);
    await received;
    running -= 1;
  });

  await Promise.all(
    films.map(({ film, path }) => saveStream(film, path, { ...BOUNDS, maxBytes: 9 * MIB })),
  );

  expect(most).toBe(1);
});

async function prototypeOfFiles(): Promise<FileHandle> {
  await using file = await openFile(import.meta.filename);
  return Object.getPrototypeOf(file) as FileHandle;
}

/** So many MiB, piece by piece. */
function filmOf(mebibytes: number): Readable {
  return Readable.from(Array.from({ length: mebibytes }, () => Buffer.alloc(MIB)));
}

function streamOf(...pieces: string[]): Readable {
  return Readable.from(pieces.map((piece) => Buffer.from(piece)));
}

function breakingOff(error = new Error("ECONNRESET")): Readable {
  return Readable.from(
    (async function* () {
      yield Buffer.from("abc");
      throw error;
    })(),
  );
}

function closing(): Readable {
  const stream = new PassThrough();
  stream.write("abc", () => stream.destroy());
  return stream;
}

function dripping(): Readable {
  const stream = new PassThrough();
  const drip = setInterval(() => stream.write("."), 10);
  stream.on("close", () => clearInterval(drip));
  return stream;
}
