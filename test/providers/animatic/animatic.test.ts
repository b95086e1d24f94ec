import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { MediaError } from "../../../src/errors.ts";
import { dollars, micros } from "../../../src/money.ts";
import { createAnimaticProvider } from "../../../src/providers/animatic/animatic.ts";
import type { Model, Operation, VideoRequest } from "../../../src/providers/provider.ts";
import { providerContract } from "../../contract/provider.contract.ts";
import { createClock } from "../../fakes/clock.ts";
import { createFakeWorker } from "./fake-worker.ts";
import { SOON } from "../../soon.ts";

const MODEL: Model = {
  id: "draft",
  provider: "animatic",
  name: "animatic",
  title: "Draft animatic",
  modes: ["text", "image"],
  seconds: [4, 8, 20],
  aspects: ["16:9", "9:16", "1:1"],
  resolutions: ["720p", "1080p"],
  audio: true,
  seed: true,
  cancel: true,
  progress: true,
  promptLength: 2000,
  pricePerSecond: { "720p": micros(0), "1080p": dollars(0.01) },
  typicalSeconds: 4,
  deadlineSeconds: 600,
};

const REQUEST: VideoRequest = {
  prompt: "a fox in the snow",
  model: "draft",
  mode: "text",
  seconds: 4,
  aspect: "16:9",
  resolution: "720p",
  seed: 1,
  pictures: [],
};

const SUBMISSION = { key: "job-1", request: REQUEST, picturePaths: [] };
const calm = () => AbortSignal.timeout(10_000);
const clock = createClock();
let folders: string[] = [];

async function openStage() {
  const folder = await mkdtemp(join(tmpdir(), "rushes-animatic-"));
  folders.push(folder);
  const fake = createFakeWorker();
  const log = pino({ level: "silent" });
  /** A provider as a process has it after its start; several may share the folder. */
  const start = (worker = fake.worker) =>
    createAnimaticProvider({ worker, folder, models: [MODEL], now: clock.now, log });
  const provider = start();
  const settled = async (operation: Operation) =>
    vi.waitFor(async () => {
      const snapshot = await provider.poll(operation, calm());
      if (snapshot.status === "running" || snapshot.status === "queued") throw new Error("not yet");
      return snapshot;
    }, SOON);
  return { folder, fake, provider, start, settled };
}

afterEach(async () => {
  const gone = folders;
  folders = [];
  await Promise.all(
    gone.map((folder) =>
      rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
    ),
  );
});

providerContract(async () => {
  const { fake, provider, settled } = await openStage();
  return {
    provider,
    request: REQUEST,
    begun: () => fake.wishes.length,
    async finish() {
      fake.finish();
      await settled({ ...SUBMISSION, request: { ...REQUEST } });
    },
    findsAnything: true,
    close: async () => fake.finish(),
  };
});

test("progress is what the renderer says, and waiting has a place in line", async () => {
  const { fake, provider } = await openStage();
  const first = await provider.submit(SUBMISSION, calm());
  const second = await provider.submit({ ...SUBMISSION, key: "job-2" }, calm());

  const waiting = await provider.poll(second, calm());
  fake.report(0.25);
  const running = await provider.poll(first, calm());
  fake.finish();

  expect(waiting).toEqual({ status: "queued", queuePosition: 2 });
  expect(running).toEqual({ status: "running", progress: 0.25 });
});

test("the renderer gets the whole wish and the pixels of its shape", async () => {
  const { fake, provider } = await openStage();

  await provider.submit(
    {
      key: "job-1",
      request: { ...REQUEST, aspect: "9:16", resolution: "1080p", style: "noir", seed: 9 },
      picturePaths: ["/pictures/cat.jpg"],
    },
    calm(),
  );
  fake.finish();

  expect(fake.wishes[0]).toMatchObject({
    prompt: REQUEST.prompt,
    width: 1080,
    height: 1920,
    style: "noir",
    seed: 9,
    picture: "/pictures/cat.jpg",
  });
});

test("after a restart in the middle of a render the next poll begins it again", async () => {
  const { fake, provider, start } = await openStage();
  const operation = await provider.submit(SUBMISSION, calm());
  fake.report(0.5);
  const restarted = start();

  const snapshot = await restarted.poll(operation, calm());
  fake.finish();

  expect(snapshot).toEqual({ status: "queued" });
  expect(fake.wishes).toHaveLength(2);
  await vi.waitFor(
    async () => expect((await restarted.poll(operation, calm())).status).toBe("succeeded"),
    SOON,
  );
});

test("what another machine renders is reported, and taken over when it falls silent", async () => {
  const { folder, fake, provider } = await openStage();
  const said = { at: clock.now(), progress: 0.4, host: "another-machine", pid: 1 };
  await writeFile(join(folder, "job-1.progress.json"), JSON.stringify(said));
  const operation: Operation = JSON.parse(JSON.stringify(SUBMISSION));

  const meanwhile = await provider.poll(operation, calm());
  clock.advance(10_000);
  const later = await provider.poll(operation, calm());
  fake.finish();

  expect(meanwhile).toEqual({ status: "running", progress: 0.4 });
  expect(later).toEqual({ status: "queued" });
  expect(fake.wishes).toHaveLength(1);
});

test.each([
  [new MediaError("stopped", "x"), /too long/],
  [new MediaError("crashed", "x"), /stopped in the middle/],
  [new MediaError("disk-full", "x"), /disk is full/],
  [new MediaError("unavailable", "Install ffmpeg."), /Install ffmpeg/],
  [new Error("secret path"), /It is logged/],
])("a render that fails is told in kind words and not tried again (%s)", async (error, words) => {
  const { fake, provider, start, settled } = await openStage();
  const operation = await provider.submit(SUBMISSION, calm());

  fake.fail(error);
  const failed = await settled(operation);
  const restarted = await start().poll(operation, calm());

  expect(failed).toMatchObject({ status: "failed", kind: "unavailable" });
  expect(failed).toHaveProperty("reason", expect.stringMatching(words));
  expect(restarted).toEqual(failed);
  expect(fake.wishes).toHaveLength(1);
});

test("a cancelled render is gone with all its files, and stays cancelled", async () => {
  const { folder, fake, provider, start } = await openStage();
  const operation = await provider.submit(SUBMISSION, calm());
  await writeFile(`${fake.wishes[0]!.out}.wav`, "half a sound");

  const cancelled = await provider.cancel(operation, calm());

  expect(cancelled).toEqual({ outcome: "cancelled" });
  expect(await start().poll(operation, calm())).toEqual({ status: "cancelled" });
  expect(await readdir(folder)).toEqual(["job-1.cancelled.json"]);
});

test("a submit that is repeated after the film was made begins nothing", async () => {
  const { fake, provider, settled } = await openStage();
  const operation = await provider.submit(SUBMISSION, calm());
  fake.finish();
  await settled(operation);

  const again = await provider.submit(SUBMISSION, calm());

  expect(again).toEqual(operation);
  expect(fake.wishes).toHaveLength(1);
});

test("a submission whose answer was lost is found, and polling makes its film", async () => {
  const { fake, provider } = await openStage();

  const [found] = await provider.find({ ...SUBMISSION, submittedAt: clock.now() }, calm());
  await provider.poll(found!, calm());
  fake.finish();

  expect(fake.wishes).toHaveLength(1);
});

test("a film is removed a day after it was made", async () => {
  const { folder, fake, provider } = await openStage();
  const path = join(folder, "old.mp4");
  await writeFile(path, "x");
  const yesterday = new Date(clock.now() - 25 * 3600_000);
  await utimes(path, yesterday, yesterday);

  await provider.submit(SUBMISSION, calm());
  fake.finish();

  expect(await readdir(folder)).not.toContain("old.mp4");
});

test("a film that is no longer here is gone", async () => {
  const { provider } = await openStage();

  await expect(provider.open({ key: "never" }, calm())).rejects.toMatchObject({ kind: "gone" });
});

test("a key can never leave the folder", async () => {
  const { folder, fake, provider } = await openStage();

  await provider.submit({ ...SUBMISSION, key: "../../outside" }, calm());

  expect(fake.wishes[0]!.out.startsWith(`${folder}/`)).toBe(true);
  expect(fake.wishes[0]!.out).not.toContain("..");
  fake.finish();
});

test.each([
  [{ resolution: "1080p", seconds: 8 }, dollars(0.08)],
  [{ resolution: "720p", seconds: 20 }, micros(0)],
] as const)("%j costs its price by the second", async (change, price) => {
  const { provider } = await openStage();

  expect(await provider.quote({ ...REQUEST, ...change })).toBe(price);
});

test.each([
  [{ seconds: 7 }, /does not film 7 seconds/],
  [{ model: "nobody" }, /nobody is not on offer/],
])("%j is refused in words", async (change, words) => {
  const { provider } = await openStage();

  await expect(provider.quote({ ...REQUEST, ...change })).rejects.toThrow(words);
});
