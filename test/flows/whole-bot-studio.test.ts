import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { probeClip } from "../../src/media/probe.ts";
import { dollars } from "../../src/money.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openPrograms } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";
import type { Served } from "../fakes/every-studio.ts";
import { STUDIOS } from "../fakes/every-studio.ts";
import { quickModels } from "./quick-models.ts";

vi.setConfig({ testTimeout: 60_000 });

const DUSK = join(import.meta.dirname, "../fixtures/dusk.jpg");

let programs: Programs;
let served: Served;
beforeEach(async () => {
  programs = await openPrograms();
  served = await STUDIOS.openrouter({ timeline: { queued: 200, filming: 400 } });
});
afterEach(async () => {
  await programs.close();
  await served.studio.stop();
});

/** What the ledger says about the only job, in micro-dollars. */
async function spent(): Promise<Record<string, number>> {
  const store = await openSqlite(join(programs.folder, "data"));
  const entries = await store.db.selectFrom("ledger").select(["kind", "amount"]).execute();
  await store.close();
  return Object.fromEntries(entries.map(({ kind, amount }) => [kind, amount]));
}

test("a try films a picture at a studio, and books what it truly costs", async () => {
  const { studio, model, seconds, cost } = served;
  const env = { ...served.env, MODELS_FILE: await quickModels(programs.folder) };
  const to = join(programs.folder, "boat.mp4");
  const wish = ["a boat", "--model", model, "--seconds", `${seconds}`, "--image", DUSK];

  const { code, err } = await programs.run("try", env, [...wish, "--out", to, "--yes"]).ended;

  expect([code, err]).toEqual([0, ""]);
  expect(await readFile(to)).toEqual(studio.clip);
  expect(await probeClip(to)).toMatchObject({ videoCodec: "avc1" });
  expect(studio.bills).toHaveLength(1);
  const booked = await spent();
  expect(booked["reserve"]).toBe(dollars(0.4));
  expect(booked["settle"]).toBe(dollars(cost));
});
