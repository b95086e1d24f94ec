import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { appendFile, mkdtempDisposable, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { loadOf, sendLoad } from "../../../src/platforms/chat/load.ts";
import { multipartOf } from "../../../src/platforms/discord/show/multipart.ts";

const MIB = 2 ** 20;
const patience = () => AbortSignal.timeout(10_000);
const film = randomBytes(3 * MIB + 7);
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function fileOf(bytes: Buffer): Promise<string> {
  const folder = await mkdtempDisposable(join(tmpdir(), "rushes-load-"));
  closing.push(() => folder.remove());
  const path = join(folder.path, "film.mp4");
  await writeFile(path, bytes);
  return path;
}

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

function endless(): Readable {
  return new Readable({
    read() {
      this.push(Buffer.alloc(MIB));
    },
  });
}

/** Takes the whole request, and answers with these bytes. */
function afterAll(bytes: string): RequestListener {
  return (request) => void request.resume().once("end", () => request.socket.write(bytes));
}

/** Keeps what arrives, and says yes. */
async function openPostbox() {
  const arrived: { headers: IncomingMessage["headers"]; body: Buffer }[] = [];
  const url = await serve((request, response) => {
    void (async () => {
      arrived.push({ headers: request.headers, body: await buffer(request) });
      response.setHeader("content-type", "application/json").end('{"id":"1"}');
    })();
  });
  return { url, arrived };
}

test("a file goes up whole, announced by its length, as often as it is sent", async () => {
  const { url, arrived } = await openPostbox();
  const load = await loadOf(await fileOf(film), "video/mp4");

  const answers = [];
  for (const _ of [1, 2]) {
    answers.push(await sendLoad(url, load, { method: "POST", signal: patience() }));
  }

  expect(await answers[1]?.json()).toEqual({ id: "1" });
  expect(arrived.map(({ body }) => body.equals(film))).toEqual([true, true]);
  expect(arrived[0]?.headers).toMatchObject({
    "content-length": String(film.length),
    "content-type": "video/mp4",
  });
});

test.each([film, Buffer.alloc(0)])("a form of $length bytes is read by others", async (bytes) => {
  const { url, arrived } = await openPostbox();
  const path = await fileOf(bytes);
  const form = await multipartOf(
    { content: "größer" },
    { path, fileName: 'a "b".mp4', alt: "A film." },
  );

  await sendLoad(url, form, { method: "POST", signal: patience() });

  const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = arrived;
  const type = { "content-type": headers["content-type"] ?? "" };
  const read = await new Response(new Uint8Array(body), { headers: type }).formData();
  const file = read.get("files[0]") as File;
  expect(JSON.parse(read.get("payload_json") as string)).toMatchObject({ content: "größer" });
  expect(file).toMatchObject({ name: 'a "b".mp4', type: "video/mp4", size: bytes.length });
  expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
});

test("a slow reader gets what lay in the file, not what was read after it", async () => {
  const pieces: Buffer[] = [];
  const url = await serve((request, response) => {
    void (async () => {
      for await (const piece of request) {
        pieces.push(piece as Buffer);
        await sleep(pieces.length < 20 ? 10 : 0);
      }
      response.end();
    })();
  });
  const load = await loadOf(await fileOf(film), "video/mp4");

  await sendLoad(url, load, { method: "POST", signal: patience() });

  expect(Buffer.concat(pieces).equals(film)).toBe(true);
});

test("a no that comes before the whole file has gone is heard", async () => {
  const url = await serve((_request, response) => {
    response.writeHead(413).end();
  });
  const load = await loadOf(await fileOf(Buffer.alloc(32 * MIB)), "video/mp4");

  const answer = await sendLoad(url, load, { method: "POST", signal: patience() });

  expect(answer.status).toBe(413);
});

test.each<[string, RequestListener]>([
  ["hangs up", (request) => void request.once("data", () => request.socket.destroy())],
  [
    "sends half an answer",
    (request, response) => {
      response.writeHead(200, { "content-length": 100 }).write("half");
      request.resume().on("end", () => request.socket.destroy());
    },
  ],
  [
    "answers without end",
    (request, response) => void request.resume().once("end", () => endless().pipe(response)),
  ],
  ["answers no HTTP", afterAll("nonsense\r\n\r\n")],
  ["answers with a status that is none", afterAll("HTTP/1.1 600 no\r\ncontent-length: 0\r\n\r\n")],
  [
    "goes over to another protocol",
    afterAll("HTTP/1.1 101 no\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
  ],
])("who %s is a failure", async (_what, listener) => {
  const url = await serve(listener);
  const load = await loadOf(await fileOf(film), "video/mp4");

  const sending = sendLoad(url, load, { method: "POST", signal: patience() });

  await expect(sending).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("a file that grows meanwhile goes up as long as it was announced", async () => {
  const { url, arrived } = await openPostbox();
  const path = await fileOf(film);
  const load = await loadOf(path, "video/mp4");
  await appendFile(path, "more");

  await sendLoad(url, load, { method: "POST", signal: patience() });

  expect(arrived[0]?.body.equals(film)).toBe(true);
});

test.each([
  ["becomes shorter", (path: string) => truncate(path, 2 * MIB), "the file has become shorter"],
  ["is no longer there", (path: string) => rm(path), "ENOENT"],
])("an upload whose file %s meanwhile ends", async (_what, change, message) => {
  const url = await serve((request) => void request.resume());
  const path = await fileOf(film);
  const load = await loadOf(path, "video/mp4");
  await change(path);

  const sending = sendLoad(url, load, { method: "POST", signal: patience() });

  await expect(sending).rejects.toThrow(message);
});

test("an upload that nobody takes ends with its signal", async () => {
  const url = await serve(() => undefined);
  const load = await loadOf(await fileOf(Buffer.alloc(32 * MIB)), "video/mp4");
  const stop = new AbortController();

  const sending = sendLoad(url, load, { method: "POST", signal: stop.signal });
  setImmediate(() => stop.abort());

  await expect(sending).rejects.toMatchObject({ name: "AbortError" });
});
