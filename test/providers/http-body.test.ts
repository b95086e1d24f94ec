import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { pour } from "../../src/media/pour.ts";
import { clipStream, createFetch } from "../../src/providers/http.ts";

const LIMITS = { connect: 1_000, stall: 5_000, total: 9_000, maxBytes: 100_000 };

/** Answers each call, whose connection the listener may break; `ask` is told what the call was for. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = createFetch({ limits: LIMITS, namedHosts: [host] });
  return (init?: RequestInit) => fetch(`http://${host}/`, init);
}

const HEAD = { "content-type": "video/mp4", "content-length": "1000" };

/** Half a film; the rest never comes. */
async function serveHalf() {
  const { promise: begun, resolve } = Promise.withResolvers<() => void>();
  const ask = await serve((request, response) => {
    response.writeHead(200, HEAD).write("half");
    resolve(() => request.socket.destroy());
  });
  return { ask, breakOff: async () => (await begun)() };
}

const SILENCE = { name: "NetworkError", sent: true, message: "the connection broke" };

test("an answer that broke before it was read is told as one that breaks while it is", async () => {
  const { ask, breakOff } = await serveHalf();
  const response = await ask();

  const reader = (await ask()).body?.getReader();
  await reader?.read();
});
