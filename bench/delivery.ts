import { execFile } from "node:child_process";
import { mkdtempDisposable, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createLog } from "../src/log.ts";
import { createClipFolder } from "../src/media/clip-folder.ts";
import { createClipShelf } from "../src/platforms/local/clip-shelf.ts";
import { createOpenAiProvider } from "../src/providers/openai/openai.ts";
import type { Bench, Line } from "./bench.ts";
import { inMib, inMs, median } from "./figures.ts";
import { startServer } from "./processes.ts";

const MIB = 2 ** 20;
const SIZES = [8, 25, 100].map((size) => size * MIB);
const ROUNDS = 5;
const AT_ONCE = 4;
const FILM = fileURLToPath(new URL("../test/fixtures/film-4s.mp4", import.meta.url));
const run = promisify(execFile);
const log = createLog("silent");

/**
 * From a provider on loopback to the playground's shelf: streamed to the disk and synced, probed,
 * given to the platform. The floor is `curl` down to a file, and `cp`, which stands for the upload
 * to a platform that keeps it on this disk; the floor syncs nothing. Memory is how far that of this
 * process rises while four large clips arrive at once, by the clip. No poster is made: that is an
 * ffmpeg of its own.
 */
export const bench: Bench = {
  async run() {
    // Memory comes first: later this process holds what earlier deliveries have left.
    const memory = await withStudio(Math.max(...SIZES), measureMemory);
    const lines: Line[] = [];
    // oxlint-disable-next-line no-await-in-loop -- side by side they would measure each other
    for (const bytes of SIZES) lines.push(await withStudio(bytes, measureTime));
    return [...lines, memory];
  },
};

interface Stage {
  readonly bytes: number;
  readonly folder: string;
  readonly url: string;
  deliver(name: string): Promise<void>;
}

async function withStudio(bytes: number, measure: (stage: Stage) => Promise<Line>): Promise<Line> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
  const CLIP = join(folder.path, "film.mp4");
  await makeFilm(CLIP, bytes);
  await using studio = await startServer({ script: "./servers/studio.ts", env: { CLIP } });
  const deliver = await createDelivery(folder.path, `${studio.url}/v1`);
  return await measure({
    bytes,
    folder: folder.path,
    url: `${studio.url}/v1/videos/1/content`,
    deliver,
  });
}

async function measureTime({ bytes, folder, url, deliver }: Stage): Promise<Line> {
  await deliver("first");
  const times = { ours: new Array<number>(), floor: new Array<number>() };
  for (let round = 0; round < ROUNDS; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- turn by turn is the point
    times.ours.push(await timeOf(() => deliver(`clip-${round}`)));
    // oxlint-disable-next-line no-await-in-loop -- as above
    times.floor.push(await timeOf(() => curl(url, folder)));
  }
  const [ours, floor] = [median(times.ours), median(times.floor)];
  const what = `Delivery of ${bytes / MIB} MiB`;
  return { what, ours: inMs(ours), floor: inMs(floor), ratio: ours / floor, aim: "1.5×" };
}

async function measureMemory({ bytes, deliver }: Stage): Promise<Line> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => deliver(`at-once-${index}`)));
  clearInterval(watch);
  return {
    what: `Memory by running delivery, ${AT_ONCE} of ${bytes / MIB} MiB at once`,
    ours: inMib((most - before) / AT_ONCE),
    floor: "",
    aim: "at most 16 MiB",
  };
}

async function createDelivery(folder: string, baseUrl: string) {
  const provider = await createOpenAiProvider(
    { apiKey: "none", baseUrl, models: "film-1=0.1" },
    { catalogue: [], preparePicture: () => Promise.reject(new Error("no pictures here")), log },
  );
  const clips = createClipFolder({
    folder,
    fitter: { fitClip: () => Promise.reject(new Error("no fitting here")) },
    stills: {
      poster: () => Promise.reject(new Error("no posters here")),
      lastFrame: () => Promise.reject(new Error("no frames here")),
    },
    log,
  });
  const shelf = createClipShelf(join(folder, "shelf"), Date.now);
  const signal = AbortSignal.timeout(120_000);

  return async function deliver(name: string): Promise<void> {
    const source = await provider.open({ video: name }, signal);
    const clip = await clips.save(name, source, signal);
    const { seconds, width, height } = clip;
    const published = { path: clips.pathOf(clip), fileName: "film.mp4", bytes: clip.bytes };
    const id = await shelf.keep({ ...published, seconds, width, height, alt: "A film." });
    await shelf.discard(id);
    await clips.remove(name);
  };
}

async function curl(url: string, folder: string): Promise<void> {
  const [down, up] = [join(folder, "down.mp4"), join(folder, "up.mp4")];
  await run("curl", ["--silent", "--fail", "--output", down, url]);
  await run("cp", [down, up]);
  await run("rm", [down, up]);
}

/** A real film with a box behind it that players skip, so that it has this many bytes. */
async function makeFilm(path: string, bytes: number): Promise<void> {
  await run("cp", [FILM, path]);
  await using file = await open(path, "a");
  const { size } = await file.stat();
  const rest = Buffer.alloc(bytes - size);
  rest.writeUInt32BE(rest.length, 0);
  rest.write("free", 4);
  await file.write(rest);
}

/** In ms. */
async function timeOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
