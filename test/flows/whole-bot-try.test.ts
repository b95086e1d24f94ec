import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { probeClip } from "../../src/media/probe.ts";
import { openPrograms } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";

vi.setConfig({ testTimeout: 60_000 });

const DUSK = join(import.meta.dirname, "../fixtures/dusk.jpg");
const healthy = { videoCodec: "avc1", audioCodec: "mp4a", faststart: true };
let programs: Programs;
beforeEach(async () => {
  programs = await openPrograms();
});
afterEach(() => programs.close());

const run = (args: string[], env?: Record<string, string>) => programs.run("try", env, args).ended;

describe("a try on a machine where no bot runs", () => {
  test("films a prompt from a picture, and tells where the film lies", async () => {
    const { code, out, err } = await run(["the sun goes down, slow pan", "--image", DUSK]);

    const [path = ""] = /\S+\.mp4/.exec(out) ?? [];
    expect([code, err]).toEqual([0, ""]);
    expect(await probeClip(path)).toMatchObject(healthy);
  });

  test("puts it where it is wanted, and tells all of it as JSON", async () => {
    const to = join(programs.folder, "boat.mp4");

    const { code, out } = await run(["a paper boat", "--out", to, "--json"]);

    const told: unknown = JSON.parse(out);
    expect(code).toBe(0);
    expect(told).toMatchObject({ state: "closed", path: to });
    expect(await probeClip(to)).toMatchObject(healthy);
  });
});

describe("what cannot be filmed is refused in a sentence, with 2:", () => {
  /** A catalogue with one model that films only some lengths. */
  async function withModel(): Promise<Record<string, string>> {
    const path = join(programs.folder, "models.json");
    const built = new URL("../../models.json", import.meta.url);
    const models = JSON.parse(await readFile(built, "utf8")) as { id: string }[];
    const drafts = models.filter(({ id }) => id === "draft");
    await writeFile(
      path,
      JSON.stringify([...drafts, { ...drafts[0], id: "film-1", seconds: [4, 8, 12] }]),
    );
    return { MODELS_FILE: path };
  }

  test.each([
    ["nothing at all", [], /^Say what to film/],
    ["a prompt of blanks", ["   "], /^Say what to film/],
    ["a prompt that is too long", ["boat ".repeat(6_600)], /characters/],
    ["a model that nobody knows", ["a boat", "--model", "no-such-model"], /no-such-model/],
    [
      "a length that the model does not film",
      ["a boat", "--model", "film-1", "--seconds", "7"],
      /4, 8 (?:or|and) 12/,
    ],
    ["a length in words", ["a boat", "--seconds", "some"], /seconds/],
    ["a picture that is not there", ["a boat", "--image", "no-such.png"], /no-such\.png/],
    ["a flag that nobody knows", ["a boat", "--colour", "red"], /--colour/],
  ])("%s", async (_name, args, sentence) => {
    const { code, out, err } = await run(args, await withModel());

    expect([code, out]).toEqual([2, ""]);
    expect(err.trim()).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test.each([
    ["a PDF that calls itself a picture", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n", /picture|image/i],
    ["an empty picture", "", /empty/],
    ["a picture of noise", "\u0089PNG\r\n\u001a\nnothing of the kind", /picture|image/i],
  ])("%s", async (_name, content, sentence) => {
    const path = join(programs.folder, "picture.png");
    await writeFile(path, content);

    const { code, out, err } = await run(["a boat", "--image", path]);

    expect([code, out]).toEqual([2, ""]);
    expect(err.trim()).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test("a configuration that is wrong", async () => {
    const { code, err } = await run(["a boat"], { MAX_RUNNING: "many" });

    expect(code).toBe(2);
    expect(err).toMatch(/MAX_RUNNING/);
  });
});
