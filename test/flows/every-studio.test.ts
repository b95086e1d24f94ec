import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Served, StudioName } from "../fakes/every-studio.ts";
import { STUDIOS } from "../fakes/every-studio.ts";
import { NO_FFPROBE, seenByFfprobe } from "./ffprobe.ts";
import type { Town } from "./town.ts";
import { openTown } from "./town.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clip = readFileSync(new URL("../fixtures/tiny.mp4", import.meta.url));
/** A bot has one server that speaks as OpenAI does: each of these needs a bot of its own. */
const ALONE: readonly StudioName[] = ["sglang", "vllm-omni", "litellm"];
const together = (Object.keys(STUDIOS) as StudioName[]).filter((name) => !ALONE.includes(name));
const TOWNS = [together, ...ALONE.map((name) => [name])];

describe.each(TOWNS.map((names) => ({ names, all: names.join(", ") })))("at $all", ({ names }) => {
  const served = new Map<StudioName, Served>();
  const films: Buffer[] = [];
  let town: Town;
  beforeAll(async () => {
    const opened = names.map(async (name) => served.set(name, await STUDIOS[name]({ clip })));
    await Promise.all(opened);
    town = await openTown(Object.assign({}, ...[...served.values()].map(({ env }) => env)));
  });
  afterAll(async () => {
    await town.close();
    await Promise.all([...served.values()].map(({ studio }) => studio.stop()));
  });

  test.concurrent.each(names)("%s films for everybody, at its true price", async (name) => {
    const { model, seconds, studio, cost } = served.get(name) as Served;
    const wish = (prompt: string) => ({ prompt, model, seconds });

    const [words, picture, ...chats] = await Promise.all([
      town.fromWords(wish("a boat")),
      town.fromPicture(wish("a boat turns")),
      town.onDiscord(wish("a boat sails")),
      town.onSlack(wish("a boat sinks")),
    ]);

    const made = [words.clip, picture.clip, ...chats];
    films.push(...made);
    const bills = studio.bills.map((bill) => JSON.stringify(bill));
    expect(bills).toHaveLength(4);
    expect(bills.filter((bill) => /image|input_reference|"picture"/.test(bill))).toHaveLength(1);
    expect(made.map((one) => one.equals(clip))).toEqual([true, true, true, true]);
    expect([words.said, picture.said]).toEqual([
      `Done. It cost $${cost.toFixed(2)}.`,
      `Done. It cost $${cost.toFixed(2)}.`,
    ]);
  });

  test.skipIf(NO_FFPROBE)(`ffprobe finds nothing wrong with any film${NO_FFPROBE}`, async () => {
    const seen = await Promise.all(films.map(seenByFfprobe));

    expect(seen).toHaveLength(names.length * 4);
    for (const one of seen) {
      expect(one).toMatchObject({ codecs: ["h264", "aac"], frames: 12, complaints: "" });
    }
  });
});
