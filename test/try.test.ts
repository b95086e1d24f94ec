import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CLIP } from "./fakes/front.ts";
import { openPlayground } from "./fakes/playground.ts";

const TRY = resolve(import.meta.dirname, "../src/try.ts");
let playground: Awaited<ReturnType<typeof openPlayground>>;
/** The folder on which the bot seems to run. */
let dataDir: string;

beforeEach(async () => {
  playground = await openPlayground();
  dataDir = await mkdtemp(join(tmpdir(), "rushes-try-"));
  const endpoint = { url: playground.url, pid: process.pid };
  await writeFile(join(dataDir, "endpoint.json"), JSON.stringify(endpoint));
});
afterEach(async () => {
  await playground.close();
  await rm(dataDir, { recursive: true, force: true });
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [TRY, ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 18_000,
  });
  const exit = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const ended = Promise.all([exit, text(child.stdout), text(child.stderr)]).then(
    ([code, out, err]) => ({ code, out, err }),
  );
  return { child, ended };
}
async function begun() {
  await expect.poll(() => playground.bot.jobs.size, { timeout: 10_000 }).toBe(1);
}

describe("a try in the terminal", () => {
  test("tells the title, how far it is, and where the video lies", async () => {
    const { ended } = run("a fox in the rain", "--seconds", "8");
    await begun();
    await playground.bot.film("job1", 0.6);
    await playground.bot.finish("job1");

    const { code, out, err } = await ended;

    const path = join(dataDir, "tries", "job1.mp4");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("a fox in the rain");
    expect(out).toContain(path);
    expect(await readFile(path)).toEqual(await readFile(CLIP.path));
    expect(playground.bot.invocations[0]?.ask.options).toEqual({
      prompt: "a fox in the rain",
      seconds: "8",
    });
  });

  test("brings a picture and puts the video where it is wanted", async () => {
    const out = join(dataDir, "deep", "fox.mp4");
    const picture = resolve(import.meta.dirname, "fixtures/dusk.jpg");
    const { ended } = run("it moves", "--image", picture, "--out", out);
    await begun();
    await playground.bot.finish("job1");

    const { code } = await ended;

    expect(code).toBe(0);
    expect(playground.bot.pictures).toEqual([await readFile(picture)]);
    expect(await readFile(out)).toEqual(await readFile(CLIP.path));
  });

  test("prints nothing but the thread with --json", async () => {
    const { ended } = run("a fox", "--json");
    await begun();
    await playground.bot.finish("job1");

    const { out } = await ended;

    expect(JSON.parse(out)).toMatchObject({ job: "job1", state: "closed", title: "a fox" });
  });

  test("that fails says why and ends with 1", async () => {
    const { ended } = run("a fox");
    await begun();
    await playground.bot.fail("job1", "The studio does not film this.");

    const { code, err } = await ended;

    expect({ code, err }).toEqual({ code: 1, err: "The studio does not film this.\n" });
  });

  test("that is interrupted cancels its video", async () => {
    const { child, ended } = run("a fox");
    await begun();
    child.kill("SIGINT");

    const { code, err } = await ended;

    expect({ code, err }).toEqual({ code: 1, err: "Cancelled. Nothing was charged.\n" });
    expect(playground.bot.invocations.at(-1)?.ask).toMatchObject({ name: "cancel", job: "job1" });
  });
});

test.each([
  [[], "Say what to film"],
  [["fox", "--wat"], "Unknown option '--wat'. See npm run try -- --help."],
  [["fox", "--seconds"], "argument missing"],
  [["fox", "--image", "/no/such.png"], "There is no picture at /no/such.png."],
  [["refuse me"], "No model films that. Try other words."],
])("%j is one sentence and exit code 2", async (args, sentence) => {
  const { code, out, err } = await run(...args).ended;

  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
});
