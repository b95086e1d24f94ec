import { connect } from "node:net";
import { Writable } from "node:stream";
import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { createWebServer } from "../../src/web/server.ts";
import { openPlayground } from "../fakes/playground.ts";

/** A log, and the lines that were written to it. */
function writtenLog() {
  const lines: { level: number; msg: string }[] = [];
  const destination = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  return { log: createLog("debug", destination), lines };
}

/** Announces a body, sends a part of it, and hangs up. */
async function breakOff(url: string, path: string): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
  await new Promise<void>((resolve) =>
    socket.write(`${head}Content-Length: 100\r\n\r\n{"comm`, () => resolve()),
  );
  socket.destroy();
}

const BROKEN_OFF = [{ level: 20, msg: "a request was broken off" }];

test("a request that its sender breaks off is no error of ours", async () => {
  const { log, lines } = writtenLog();
  const app = new Hono().post("/", async (c) => c.text(await c.req.text()));
  const server = createWebServer({
    log,
    host: "127.0.0.1",
    port: 0,
    routes: [{ path: "/hook", app }],
    isReady: async () => true,
    metrics: async () => "",
  });
  onTestFinished(() => server.stop());
  const { url } = await server.start();

  await breakOff(url, "/hook");

  await expect.poll(() => lines).toMatchObject(BROKEN_OFF);
});

test("a command that its sender breaks off is no error of ours", async () => {
  const { log, lines } = writtenLog();
  const playground = await openPlayground({ log });
  onTestFinished(() => playground.close());

  await breakOff(playground.url, "/api/local/invocations");

  await expect.poll(() => lines).toMatchObject(BROKEN_OFF);
});
