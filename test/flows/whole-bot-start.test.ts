import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openPrograms } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";

vi.setConfig({ testTimeout: 30_000 });

let programs: Programs;
beforeEach(async () => {
  programs = await openPrograms();
});
afterEach(() => programs.close());

/** What the bot says when it does not start. */
async function refusal(env: Record<string, string>) {
  const { code, out, err } = await programs.run("main", { LOG_LEVEL: "silent", ...env }).ended;
  return { code, out, err: err.trim() };
}

describe("a bot that cannot start says why in a sentence, and ends with 1:", () => {
  test("a second one on the same folder", async () => {
    await programs.startBot();

    const { code, out, err } = await refusal({});

    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^Another Rushes already runs on \S+\. Stop it first, or give this one its own DATA_DIR\.$/,
    );
  });

  test("a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const port = portOf(server);

    const { code, err } = await refusal({ PORT: String(port) });
    server.close();

    expect(code).toBe(1);
    expect(err).toBe(
      `Port ${port} is taken by another program. Set PORT to a free one, or to 0 for any.`,
    );
  });

  test.each([
    ["a port that is none", { PORT: "99999" }, /PORT: .+/],
    ["a port in words", { PORT: "http" }, /PORT: .+/],
    ["an address that is not this machine's", { HOST: "203.0.113.7" }, /no address 203\.0\.113\.7/],
    ["a budget in words", { DEFAULT_BUDGET_USD: "ten" }, /DEFAULT_BUDGET_USD: .+/],
    ["a catalogue that is not there", { MODELS_FILE: "no-such.json" }, /no-such\.json/],
    ["a server in the clear", { OPENAI_BASE_URL: "http://example.org/v1" }, /OPENAI_BASE_URL/],
    [
      "a model without its price",
      { OPENAI_API_KEY: "x", OPENAI_MODELS: "film-1" },
      /OPENAI_MODELS/,
    ],
    ["a folder that is a file", { DATA_DIR: "file/data" }, /file\/data/],
  ])("%s", async (_name, env, sentence) => {
    await writeFile(join(programs.folder, "file"), "");

    const { code, out, err } = await refusal(env);

    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at |node:internal/);
  });

  test("several mistakes at once are told together", async () => {
    const { code, err } = await refusal({ PORT: "x", MAX_RUNNING: "0", OPENAI_PROFILE: "other" });

    expect(code).toBe(1);
    expect(err.split("\n")).toHaveLength(4);
    expect(err).toMatch(/PORT[^]+OPENAI_PROFILE[^]+MAX_RUNNING/);
  });

  test("a catalogue with a mistake names the model", async () => {
    const path = join(programs.folder, "models.json");
    await writeFile(path, JSON.stringify([{ id: "film-1" }]));

    const { code, err } = await refusal({ MODELS_FILE: path });

    expect(code).toBe(1);
    expect(err).toMatch(/film-1/);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
