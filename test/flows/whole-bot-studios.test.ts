import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { probeClip } from "../../src/media/probe.ts";
import { dollars } from "../../src/money.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openPrograms } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";
import { startEachLabs } from "../fakes/eachlabs-studio.ts";
import { startFal } from "../fakes/fal-studio.ts";
import { LISTED, startOpenRouter } from "../fakes/openrouter-studio.ts";
import { startMuApi } from "../fakes/muapi-studio.ts";

vi.setConfig({ testTimeout: 60_000 });

const DUSK = join(import.meta.dirname, "../fixtures/dusk.jpg");
const timeline = { queued: 200, filming: 400 };

let programs: Programs;
const studios: { stop(): Promise<void> }[] = [];
beforeEach(async () => {
  programs = await openPrograms();
});
afterEach(async () => {
  await programs.close();
  await Promise.all(studios.splice(0).map((studio) => studio.stop()));
});

/** The built-in catalogue, whose models are looked at soon. */
async function quickModels(): Promise<string> {
  const path = join(programs.folder, "models.json");
  const built = await readFile(new URL("../../models.json", import.meta.url), "utf8");
  await writeFile(path, built.replaceAll(/"typicalSeconds": \d+/g, '"typicalSeconds": 1'));
  return path;
}

/** What the ledger says about the only job, in micro-dollars. */
async function spent(): Promise<Record<string, number>> {
  const store = await openSqlite(join(programs.folder, "data"));
  const entries = await store.db.selectFrom("ledger").select(["kind", "amount"]).execute();
  await store.close();
  return Object.fromEntries(entries.map(({ kind, amount }) => [kind, amount]));
}

async function openrouter() {
  const studio = await startOpenRouter({
    timeline,
    cost: 0.31,
    models: [{ ...LISTED, id: "google/veo-3.1" }],
  });
  const env = { OPENROUTER_API_KEY: "sk-or-test", OPENROUTER_URL: studio.baseUrl };
  return { studio, env, model: "openrouter/veo-3.1", quote: 0.4, cost: 0.31, seconds: "4" };
}

async function muapi() {
  const studio = await startMuApi({ timeline, cost: 0.25, slugs: ["wan2.6-image-to-video"] });
  const env = { MUAPI_API_KEY: "mu-test", MUAPI_URL: studio.baseUrl };
  return { studio, env, model: "muapi/wan-2.6", quote: 0.5, cost: 0.25, seconds: "5" };
}

async function eachlabs() {
  const studio = await startEachLabs({ timeline, cost: 0.44, slugs: ["wan-v2-6-image-to-video"] });
  const env = { EACHLABS_API_KEY: "each-test", EACHLABS_URL: studio.baseUrl };
  return { studio, env, model: "eachlabs/wan-2.6", quote: 0.5, cost: 0.44, seconds: "5" };
}

async function fal() {
  const studio = await startFal({ timeline, price: { unit_price: 0.06, unit: "seconds" } });
  const env = { FAL_KEY: "fal-test", FAL_URL: studio.baseUrl };
  return { studio, env, model: "wan-2.7", quote: 0.5, cost: 0.3, seconds: "5" };
}

test.each([openrouter, muapi, eachlabs, fal].map((open) => ({ name: open.name, open })))(
  "$name films a picture, and its true cost is booked",
  async ({ open }) => {
    const { studio, env, model, quote, cost, seconds } = await open();
    studios.push(studio);
    const to = join(programs.folder, "boat.mp4");
    const args = ["a boat", "--model", model, "--image", DUSK, "--out", to, "--yes"];

    const { code, err } = await programs.run("try", { ...env, MODELS_FILE: await quickModels() }, [
      ...args,
      "--seconds",
      seconds,
    ]).ended;

    expect([code, err]).toEqual([0, ""]);
    expect(await readFile(to)).toEqual(studio.clip);
    expect(await probeClip(to)).toMatchObject({ videoCodec: "avc1" });
    expect(studio.bills).toHaveLength(1);
    const booked = await spent();
    expect(booked["reserve"]).toBe(dollars(quote));
    expect(booked["settle"]).toBe(dollars(cost));
  },
);
