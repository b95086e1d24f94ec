import { afterEach, beforeEach, expect, test } from "vitest";
import { openPlayground } from "../../fakes/playground.ts";

const MOST = 200;

let playground: Awaited<ReturnType<typeof openPlayground>>;
let leaving: AbortController;
beforeEach(async () => {
  playground = await openPlayground();
  leaving = new AbortController();
});
afterEach(async () => {
  leaving.abort();
  await playground.close();
});

const listen = () => fetch(`${playground.url}/api/local/events`, { signal: leaving.signal });

test("more pages than anybody opens are turned away, until others are closed", async () => {
  const answers = await Promise.all(Array.from({ length: MOST }, listen));

  const beyond = await listen();
  const words = await beyond.json();
  leaving.abort();
  leaving = new AbortController();

  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(beyond.status).toBe(503);
  expect(words).toEqual({ error: expect.stringContaining("Close some of them") });
  await expect.poll(async () => (await listen()).status, { timeout: 10_000 }).toBe(200);
});
