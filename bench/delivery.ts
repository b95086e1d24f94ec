import { execFile } from "node:child_process";
import { mkdtempDisposable, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createLog } from "../src/log.ts";
import { createClipFolder } from "../src/media/clip-folder.ts";
import { createOpenAiProvider } from "../src/providers/openai/openai.ts";
import type { VideoProvider } from "../src/providers/provider.ts";
import type { Bench, Line } from "./bench.ts";
import type { Chat } from "./chats.ts";
import { openDiscord, openSlack } from "./chats.ts";
import { growthOf, inMib, inMs, median } from "./figures.ts";
import { startServer } from "./processes.ts";

const MIB = 2 ** 20;
const SIZES = [8, 25, 100].map((size) => size * MIB);
const LARGEST = Math.max(...SIZES);
const ROUNDS = 15;
const AT_ONCE = 4;
const FILMS = {
  inFront: fileURLToPath(new URL("../test/fixtures/film-4s.mp4", import.meta.url)),
  behind: fileURLToPath(new URL("../test/media/films/index-behind.mp4", import.meta.url)),
};
const run = promisify(execFile);
const log = createLog("silent");

/**
 * From a provider on loopback into a thread on Discord or Slack, as a job's steps do it: streamed to
 * the disk, checked and synced, then streamed from there to a server that swallows it. The floor is
 * `curl` down to a file, and `curl` up with a form; it checks and syncs nothing. What it costs to
 * move an index to the front is a line of its own. Memory is how far that of this process rises
 * while four large clips go through at once, by the clip. No poster is made: that is an ffmpeg of
 * its own.
 */
export const bench: Bench = {
  async run() {
    await using discord = await openDiscord();
    await using slack = await openSlack();
    const chats = [discord, slack];
    // Memory comes first: later this process holds what earlier deliveries have left.
    const memory = await withFilm({ bytes: LARGEST, index: "inFront" }, (stage) =>
      measureMemory(stage, discord),
    );
    const lines: Line[] = [];
    for (const bytes of SIZES) {
      // oxlint-disable-next-line no-await-in-loop -- side by side they would measure each other
      lines.push(...(await withFilm({ bytes, index: "inFront" }, (s) => measureTime(s, chats))));
    }
    const moved = await withFilm({ bytes: LARGEST, index: "behind" }, (stage) =>
      measureTime(stage, [discord]),
    );
    return [...lines, ...moved, memory];
  },
};

interface Film {
  readonly bytes: number;
  /** Where the index lies that a player needs first. */
  readonly index: keyof typeof FILMS;
}

interface Stage {
  readonly film: Film;
  readonly folder: string;
  /** Where the film is downloaded from. */
  readonly url: string;
  deliver(name: string, to: Chat): Promise<void>;
}

async function withFilm<Measured>(
  film: Film,
  measure: (stage: Stage) => Promise<Measured>,
): Promise<Measured> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
  const CLIP = join(folder.path, "film.mp4");
  await makeFilm(CLIP, film);
  await using studio = await startServer({ script: "./servers/studio.ts", env: { CLIP } });
  const provider = await createOpenAiProvider(
    { apiKey: "none", baseUrl: `${studio.url}/v1`, models: "film-1=0.1" },
    { catalogue: [], preparePicture: () => Promise.reject(new Error("no pictures here")), log },
  );
  const deliver = createDelivery(folder.path, provider);
  const url = `${studio.url}/v1/videos/1/content`;
  return await measure({ film, folder: folder.path, url, deliver });
}

async function measureTime(stage: Stage, chats: readonly Chat[]): Promise<Line[]> {
  const { film, deliver } = stage;
  const [first] = chats;
  const ours = chats.map((chat) => ({ chat, times: new Array<number>() }));
  const floors: number[] = [];
  // The first round only warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { chat, times } of ours) {
      const name = `${film.bytes / MIB}-${film.index}-${round}`;
      // oxlint-disable-next-line no-await-in-loop -- turn by turn is the point
      const time = await timeOf(() => deliver(name, chat));
      if (round > 0) times.push(time);
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    const time = await timeOf(() => curl(stage, `${first?.url}/api/any`));
    if (round > 0) floors.push(time);
  }
  const floor = median(floors);
  const moved = film.index === "behind" ? ", its index moved to the front" : "";
  return ours.map(({ chat, times }) => ({
    what: `Delivery of ${film.bytes / MIB} MiB to ${chat.name}${moved}`,
    ours: inMs(median(times)),
    floor: inMs(floor),
    ratio: median(times) / floor,
    aim: moved ? "" : "1.5×",
  }));
}

async function measureMemory({ film, deliver }: Stage, chat: Chat): Promise<Line> {
  await deliver("warm", chat);
  const grown = await growthOf(() =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, index) => deliver(`once-${index}`, chat))),
  );
  return {
    what: `Memory by running delivery, ${AT_ONCE} of ${film.bytes / MIB} MiB at once`,
    ours: inMib(grown / AT_ONCE),
    floor: "",
    aim: "at most 16 MiB",
  };
}

function createDelivery(folder: string, provider: VideoProvider): Stage["deliver"] {
  const clips = createClipFolder({
    folder,
    fitter: { fitClip: () => Promise.reject(new Error("no fitting here")) },
    stills: {
      poster: () => Promise.reject(new Error("no posters here")),
      lastFrame: () => Promise.reject(new Error("no frames here")),
    },
    log,
  });
  const signal = AbortSignal.timeout(300_000);

  return async function deliver(name, to) {
    const source = await provider.open({ video: name }, signal);
    const clip = await clips.save(name, source, signal);
    const { bytes, seconds, width, height } = clip;
    await to.publish({ path: clips.pathOf(clip), bytes, seconds, width, height }, name);
    await clips.remove(name);
  };
}

async function curl({ url, folder }: Stage, to: string): Promise<void> {
  const down = join(folder, "down.mp4");
  await run("curl", ["--silent", "--fail", "--output", down, url]);
  await run("curl", ["--silent", "--fail", "--form", `files[0]=@${down}`, to]);
  await run("rm", [down]);
}

/** A real film with a box behind it that players skip, so that it has this many bytes. */
async function makeFilm(path: string, { bytes, index }: Film): Promise<void> {
  await run("cp", [FILMS[index], path]);
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
