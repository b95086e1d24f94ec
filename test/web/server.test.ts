import { createServer } from "node:http";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { createWebServer } from "../../src/web/server.ts";

const quiet = { log: createLog("silent"), metrics: async () => "up 1\n" };
const home = { ...quiet, host: "127.0.0.1", port: 0, routes: [], isReady: async () => true };
const stops: (() => Promise<void>)[] = [];

beforeEach(() => {
  stops.length = 0;
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
});

async function start(deps: Partial<Parameters<typeof createWebServer>[0]> = {}) {
  const server = createWebServer({ ...home, ...deps });
  stops.push(() => server.stop());
  return { ...server, ...(await server.start()) };
}

test("health, readiness and metrics are answered", async () => {
  let isReady = false;
  const { url } = await start({ isReady: async () => isReady });

  const early = await fetch(`${url}/readyz`);
  isReady = true;
  const ready = await fetch(`${url}/readyz`);
  const health = await fetch(`${url}/healthz`);
  const metrics = await fetch(`${url}/metrics`);

  expect([early.status, ready.status, health.status]).toEqual([503, 200, 200]);
  expect(await metrics.text()).toBe("up 1\n");
});

test("a database that cannot be asked is not ready", async () => {
  const { url } = await start({ isReady: () => Promise.reject(new Error("gone")) });

  const response = await fetch(`${url}/readyz`);

  expect(response.status).toBe(503);
});

test("every answer forbids what nobody asked for", async () => {
  const { url } = await start();

  const { status, headers } = await fetch(`${url}/nothing`);

  expect(status).toBe(404);
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cache-control")).toBe("no-store");
});

test("a route says itself how long its answer is kept, and what its page may load", async () => {
  const own = new Hono().get("/", (c) => {
    c.header("Cache-Control", "max-age=60");
    c.header("Content-Security-Policy", "default-src 'self'");
    return c.text("own");
  });
  const { url } = await start({ routes: [{ path: "/own", app: own }] });

  const { headers } = await fetch(`${url}/own`);

  expect(headers.get("cache-control")).toBe("max-age=60");
  expect(headers.get("content-security-policy")).toBe("default-src 'self'");
});

test("what breaks is told in words of ours, and nothing of it gets out", async () => {
  const broken = new Hono().get("/", () => {
    throw new Error("the password is sesame");
  });
  const { url } = await start({ routes: [{ path: "/broken", app: broken }] });

  const response = await fetch(`${url}/broken`);

  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    error: "Something broke on our side; it is logged. Try again.",
  });
});

test("what is mounted deeper is asked before what is mounted at the root", async () => {
  const root = new Hono().all("*", (c) => c.text("root"));
  const hooks = new Hono().post("/a", (c) => c.text("hook"));
  const { url } = await start({
    routes: [
      { path: "/", app: root },
      { path: "/webhooks", app: hooks },
    ],
  });

  const hook = await fetch(`${url}/webhooks/a`, { method: "POST" });
  const other = await fetch(`${url}/anything`);

  expect(await hook.text()).toBe("hook");
  expect(await other.text()).toBe("root");
});

test("a port that is taken is one kind sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;

  const starting = createWebServer({ ...home, port }).start();

  await expect(starting).rejects.toThrow(
    `Port ${port} is taken by another program. Set PORT to a free one, or to 0 for any.`,
  );
  other.close();
});

test.each([
  { host: "203.0.113.7", port: 0, sentence: "This machine has no address 203.0.113.7." },
  { host: "127.0.0.1", port: 99_999, sentence: "99999 is no port." },
])("$host:$port is refused in words", async ({ host, port, sentence }) => {
  const starting = createWebServer({ ...home, host, port }).start();

  await expect(starting).rejects.toThrow(sentence);
});

test("a stop cuts streams that never end, within two seconds", async () => {
  const endless = new Hono().get("/", (c) =>
    streamSSE(c, (stream) => new Promise((resolve) => stream.onAbort(() => resolve()))),
  );
  const { url, stop } = await start({ routes: [{ path: "/events", app: endless }] });
  const response = await fetch(`${url}/events`);
  const before = performance.now();

  await stop();

  await expect(response.text()).rejects.toThrow("terminated");
  expect(performance.now() - before).toBeLessThan(2_000);
});
