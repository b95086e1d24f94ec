import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { probeClip } from "../../src/media/probe.ts";
import { atPlayground } from "../fakes/child-playground.ts";
import { familyOf, openPrograms, whoStays } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";

vi.setConfig({ testTimeout: 90_000 });

const DUSK = join(import.meta.dirname, "../fixtures/dusk.jpg");
const boat = { prompt: "a paper boat drifts through a neon city in the rain, slow push in" };
/** H.264 and AAC, playing before it has arrived whole. */
const healthy = { videoCodec: "avc1", audioCodec: "mp4a", faststart: true, fragmented: false };
let programs: Programs;
beforeEach(async () => {
  programs = await openPrograms();
});
afterEach(() => programs.close());

const kinds = (messages: readonly { kind: string }[]) => messages.map(({ kind }) => kind);

/** Saves a played clip, and reads what it is. */
async function factsOf(response: Response) {
  const path = join(programs.folder, "played.mp4");
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  return probeClip(path);
}

test("a prompt becomes a healthy clip in its thread, and plays in parts", async () => {
  const bot = await programs.startBot();
  const { film, rest, play } = atPlayground(bot.url);

  const { thread } = await film(boat);
  const { messages } = await rest(thread);

  expect(kinds(messages)).toEqual(["card", "clip"]);
  const clip = messages[1]?.clip;
  const facts = await factsOf(await play(clip));
  expect(facts).toMatchObject({ ...healthy, width: 1280, height: 720, bytes: clip?.bytes });
  const part = await play(clip, "bytes=4-7");
  expect([part.status, await part.text()]).toEqual([206, "ftyp"]);
});

test("a picture becomes a clip of the asked shape", async () => {
  const bot = await programs.startBot();
  const { film, rest, play } = atPlayground(bot.url);
  const picture = new File([await readFile(DUSK)], "dusk.jpg");

  const { thread } = await film({ prompt: "the sun goes down", aspect: "9:16" }, picture);
  const { messages } = await rest(thread);

  expect(kinds(messages)).toEqual(["card", "clip"]);
  const facts = await factsOf(await play(messages[1]?.clip));
  expect(facts).toMatchObject({ ...healthy, width: 720, height: 1280 });
});

test("a bot that is told to stop in the middle of a film ends well, soon and altogether", async () => {
  const bot = await programs.startBot();
  const { film, until } = atPlayground(bot.url);
  const { thread } = await film(boat);
  await until(thread, () => familyOf(bot.pid).length > 1);
  const family = familyOf(bot.pid);

  const told = performance.now();
  const { code, err } = await bot.end("SIGTERM");

  expect([code, err]).toEqual([0, ""]);
  expect(performance.now() - told).toBeLessThan(10_000);
  expect(await whoStays(family)).toEqual([]);
});

test.runIf(existsSync("/proc/self/task"))(
  "a bot that was killed in the middle of a film leaves nobody behind, and films it once",
  async () => {
    const first = await programs.startBot();
    const before = atPlayground(first.url);
    const { thread } = await before.film(boat);
    await before.until(thread, () => familyOf(first.pid).length > 1);
    const family = familyOf(first.pid);

    await first.end("SIGKILL");
    const stayed = await whoStays(family);
    const second = await programs.startBot();
    const { rest, play } = atPlayground(second.url);
    const { messages } = await rest(thread);
    const facts = await factsOf(await play(messages[1]?.clip));
    await second.end("SIGTERM");

    expect(stayed).toEqual([]);
    expect(kinds(messages)).toEqual(["card", "clip"]);
    expect(facts).toMatchObject(healthy);
    const store = await openSqlite(join(programs.folder, "data"));
    const jobs = await store.db.selectFrom("jobs").select("state").execute();
    await store.close();
    expect(jobs).toEqual([{ state: "closed" }]);
  },
);
