import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atPlayground } from "../fakes/child-playground.ts";
import { openPrograms } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";
import { startFal } from "../fakes/fal-studio.ts";

vi.setConfig({ testTimeout: 60_000 });

let programs: Programs;
let studio: Awaited<ReturnType<typeof startFal>>;
beforeEach(async () => {
  programs = await openPrograms();
  studio = await startFal();
});
afterEach(async () => {
  await programs.close();
  await studio.stop();
});

const forbidden = { kind: "status", status: 403, body: { detail: "Forbidden" } } as const;

/** A bot whose key may film and nothing else, and which the world can reach. */
async function startBot() {
  studio.fail("requests", forbidden, 1_000);
  const env = { FAL_KEY: "k:s", FAL_URL: studio.baseUrl, PUBLIC_URL: "https://rushes.example" };
  const { url } = await programs.startBot({ ...env, LOG_LEVEL: "silent" });
  return { ...atPlayground(url), url };
}

/** What fal sends when the last submission has ended, to where it was told to. */
function webhookOf(url: string, request: string) {
  const submitted = studio.calls.findLast(({ route }) => route === "submit");
  const told = new URL(submitted?.url.searchParams.get("fal_webhook") ?? "");
  const body = new TextEncoder().encode(JSON.stringify({ request_id: request, status: "OK" }));
  const headers = studio.keys.headersFor(body);
  const send = () =>
    fetch(new URL(`${told.pathname}${told.search}`, url), { method: "POST", body, headers });
  return { told, send };
}

test("a submission whose answer was lost is found by its webhook, and paid for once", async () => {
  const { film, until, rest, url } = await startBot();
  studio.fail("submit", { kind: "reset", accepted: true });
  const { thread } = await film({ prompt: "a boat", model: "ltx-2.3-fast" });
  await until(thread, ({ state }) => state === "unclear");
  const { told, send } = webhookOf(url, "film-1");

  const { status } = await send();
  const { messages } = await rest(thread);

  expect([told.origin, status]).toEqual(["https://rushes.example", 204]);
  expect(messages.map(({ kind }) => kind)).toContain("clip");
  expect(studio.bills).toHaveLength(1);
});

test("a webhook brings a video at once that would be looked at later", async () => {
  const { film, until, rest, url } = await startBot();
  const { thread } = await film({ prompt: "a boat", model: "ltx-2.3-fast" });
  await until(thread, ({ state }) => state === "generating");
  const asked = () => studio.calls.filter(({ route }) => route === "status").length;
  const before = asked();
  const { send } = webhookOf(url, "film-1");

  const { status } = await send();
  const { messages } = await rest(thread);

  expect([before, status]).toEqual([0, 204]);
  expect(messages.map(({ kind }) => kind)).toContain("clip");
  expect(asked()).toBe(1);
});
