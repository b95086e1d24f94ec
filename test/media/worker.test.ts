import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MediaError, UserError } from "../../src/errors.ts";
import { bounds, quietWorker, task } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("a task's answer comes back, without the bot's secrets in its reach", async () => {
  process.env["RUSHES_TEST_TOKEN"] = "secret";
  const heard: number[] = [];

  const answer = await quietWorker().run(
    task("echo", { words: ["ä", 1] }),
    bounds({ onProgress: (progress) => heard.push(progress) }),
  );

  expect(answer).toEqual({ heard: { words: ["ä", 1] }, secrets: [] });
  expect(heard).toEqual([0.5]);
  delete process.env["RUSHES_TEST_TOKEN"];
});

test("an error for the person stays one on its way out of the child", async () => {
  const running = quietWorker().run(task("throw", { what: "user" }), bounds());

  await expect(running).rejects.toEqual(new UserError("This is not a picture."));
});

test("a media error keeps its failure on its way out of the child", async () => {
  const running = quietWorker().run(task("throw", { what: "media" }), bounds());

  await expect(running).rejects.toEqual(new MediaError("cannot-fit", "It does not fit."));
});

test.each([
  ["a bug", "throw", { what: "bug" }, "crashed"],
  ["a full disk", "throw", { what: "disk" }, "disk-full"],
  ["an abort of the process", "crash", {}, "crashed"],
  ["a module that is not there", "missing", {}, "crashed"],
])("%s in a task is told as what it is", async (_, name, input, failure) => {
  const running = quietWorker().run(task(name, input), bounds());

  await expect(running).rejects.toMatchObject({ name: "MediaError", failure });
});

test("a worker goes on after a task has killed its process", async () => {
  const worker = quietWorker({ maxParallel: 1 });

  const crashed = worker.run(task("crash"), bounds());
  const next = worker.run(task("echo", 1), bounds());

  await expect(crashed).rejects.toMatchObject({ failure: "crashed" });
  await expect(next).resolves.toMatchObject({ heard: 1 });
});

test("a cancelled task dies with everything it has started", async () => {
  const pidFile = join(await temporaryFolder(), "pids");
  const stopping = new AbortController();

  const running = quietWorker().run(
    task("sleeper", { pidFile }),
    bounds({ signal: stopping.signal, onProgress: () => stopping.abort() }),
  );

  await expect(running).rejects.toMatchObject({ failure: "stopped" });
  await expect.poll(() => stillRunning(pidFile)).toEqual([]);
});

test("a task that takes too long dies with everything it has started", async () => {
  const pidFile = join(await temporaryFolder(), "pids");

  const running = quietWorker().run(task("sleeper", { pidFile }), bounds({ timeout: 1500 }));

  await expect(running).rejects.toMatchObject({ failure: "stopped" });
  await expect.poll(() => stillRunning(pidFile)).toEqual([]);
});

test.skipIf(process.platform !== "linux")(
  "a task that takes too much memory is stopped",
  async () => {
    const running = quietWorker().run(task("greedy"), bounds({ maxMemoryBytes: 200e6 }));

    await expect(running).rejects.toMatchObject({ failure: "stopped" });
  },
);

test("a task dies with its bot", async () => {
  const pidFile = join(await temporaryFolder(), "pids");
  const bot = fork(fileURLToPath(new URL("./tasks/bot.ts", import.meta.url)), [pidFile], {
    execArgv: [],
  });
  await once(bot, "message");

  bot.kill("SIGKILL");

  await expect.poll(() => stillRunning(pidFile)).toEqual([]);
});

test("tasks wait for their turn and get it in the order in which they came", async () => {
  const worker = quietWorker({ maxParallel: 1 });
  const order: number[] = [];

  const runs = [1, 2, 3].map(async (number) => {
    await worker.run(task("echo"), bounds());
    order.push(number);
  });
  await Promise.resolve();

  expect(worker.waiting).toBe(2);
  await Promise.all(runs);
  expect(order).toEqual([1, 2, 3]);
  expect(worker.waiting).toBe(0);
});

test("what a person waits for does not stand in line with films", async () => {
  const worker = quietWorker({ maxParallel: 1 });
  const pidFile = join(await temporaryFolder(), "pids");
  const stopping = new AbortController();
  const film = worker.run(task("sleeper", { pidFile }), bounds({ signal: stopping.signal }));

  const picture = worker.run({ ...task("echo", 1), lane: "quick" }, bounds());

  await expect(picture).resolves.toMatchObject({ heard: 1 });
  stopping.abort();
  await expect(film).rejects.toMatchObject({ failure: "stopped" });
});

test("a task that is cancelled while it waits leaves the line at once", async () => {
  const worker = quietWorker({ maxParallel: 1 });
  const stopping = new AbortController();
  const first = worker.run(task("echo"), bounds());
  const second = worker.run(task("echo"), bounds({ signal: stopping.signal }));

  stopping.abort();

  await expect(second).rejects.toMatchObject({ failure: "stopped" });
  expect(worker.waiting).toBe(0);
  await first;
});

test("an ffmpeg that is not there is named in a sentence", async () => {
  const worker = quietWorker({ ffmpegPath: "/nowhere/ffmpeg" });

  const running = worker.run(task("film", { out: "/dev/null", frames: 1 }), bounds());

  await expect(running).rejects.toMatchObject({
    failure: "unavailable",
    message: "FFMPEG_PATH names /nowhere/ffmpeg, and there is no program.",
  });
});

function stillRunning(pidFile: string): number[] {
  const pids = readFileSync(pidFile, "utf8").split(" ").map(Number);
  return pids.filter(isRunning);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** A dead process that nobody has asked about yet keeps its id. */
function isZombie(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && /^State:\s+Z/m.test(readFileSync(status, "utf8"));
}
