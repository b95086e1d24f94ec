import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atPlayground } from "../fakes/child-playground.ts";
import { openPrograms } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";
import { startEachLabs } from "../fakes/eachlabs-studio.ts";
import { startMuApi } from "../fakes/muapi-studio.ts";
import { LISTED, startOpenRouter } from "../fakes/openrouter-studio.ts";
import type { Fault } from "../fakes/faults.ts";
import type { Film } from "../fakes/studio.ts";

vi.setConfig({ testTimeout: 60_000 });

const LOST: Fault = { kind: "reset", accepted: true };

let programs: Programs;
const studios: { stop(): Promise<void> }[] = [];
beforeEach(async () => {
  programs = await openPrograms();
});
afterEach(async () => {
  await programs.close();
  await Promise.all(studios.splice(0).map((studio) => studio.stop()));
});

/** A studio that loses its answer to the first submission, and what it says when a film is done. */
interface Forgetful {
  readonly bills: readonly Film[];
  readonly env: Record<string, string>;
  readonly options: { readonly model: string; readonly seconds: number };
  /** Where the studio was asked to call. */
  addressOf(film: Film): unknown;
  event(film: Film): unknown;
}

async function openrouter(): Promise<Forgetful> {
  const studio = await startOpenRouter({ models: [{ ...LISTED, id: "google/veo-3.1" }] });
  studios.push(studio);
  studio.fail("create", LOST);
  return {
    bills: studio.bills,
    env: { OPENROUTER_API_KEY: "sk-or-test", OPENROUTER_URL: studio.baseUrl },
    options: { model: "openrouter/veo-3.1", seconds: 4 },
    addressOf: ({ body }) => body["callback_url"],
    event: ({ id }) => ({ type: "video.generation.completed", data: { id, status: "completed" } }),
  };
}

async function muapi(): Promise<Forgetful> {
  const studio = await startMuApi({ slugs: ["wan2.6-text-to-video"] });
  studios.push(studio);
  studio.fail("create", LOST);
  return {
    bills: studio.bills,
    env: { MUAPI_API_KEY: "mu-test", MUAPI_URL: studio.baseUrl },
    options: { model: "muapi/wan-2.6", seconds: 5 },
    addressOf: () => studio.calls.at(-1)?.url.searchParams.get("webhook"),
    event: ({ id }) => ({ id, status: "completed", outputs: [], error: null }),
  };
}

async function eachlabs(): Promise<Forgetful> {
  const studio = await startEachLabs({ slugs: ["wan-v2-6-text-to-video"] });
  studios.push(studio);
  studio.fail("create", LOST);
  return {
    bills: studio.bills,
    env: { EACHLABS_API_KEY: "each-test", EACHLABS_URL: studio.baseUrl },
    options: { model: "eachlabs/wan-2.6", seconds: 5 },
    addressOf: ({ body }) => body["webhook_url"],
    event: ({ id }) => ({ exec_id: id, flow_id: null, status: "succeeded", output: {} }),
  };
}

test.each([openrouter, muapi, eachlabs].map((open) => ({ name: open.name, open })))(
  "what $name began without a word is found by its call, and delivered once",
  async ({ open }) => {
    const { bills, env, options, addressOf, event } = await open();
    const outside = { PUBLIC_URL: "https://bot.example", CONFIRM_ABOVE_USD: "5" };
    const bot = await programs.startBot({ ...env, ...outside, LOG_LEVEL: "silent" });
    const { film, until, rest } = atPlayground(bot.url);
    const { thread } = await film({ prompt: "a boat", ...options });
    await until(thread, ({ state }) => state === "unclear");
    const [bill] = bills;
    if (!bill) throw new Error("nothing was begun");
    const { pathname, search } = new URL(String(addressOf(bill)));

    const forged = await fetch(new URL(pathname, bot.url), { method: "POST", body: "{}" });
    const call = await fetch(new URL(pathname + search, bot.url), {
      method: "POST",
      body: JSON.stringify(event(bill)),
    });
    const { messages } = await rest(thread);

    expect([forged.status, call.status]).toEqual([401, 204]);
    expect(messages.map(({ kind }) => kind)).toEqual(["card", "clip"]);
    expect(bills).toHaveLength(1);
  },
);
