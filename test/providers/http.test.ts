import { openAsBlob } from "node:fs";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, expect, onTestFinished, test } from "vitest";
import {
  createFetch,
  createJsonApi,
  isFresh,
  isPrivateHost,
  isSignedWith,
  NetworkError,
  readBaseUrl,
  retryAfter,
} from "../../src/providers/http.ts";

const LIMITS = { connect: 200, stall: 200, total: 500, maxBytes: 1_000 };

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    // oxlint-disable-next-line no-await-in-loop -- two at most
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` };
}

/** A server that answers every connection with these bytes, as soon as it is asked anything. */
async function serveBytes(bytes: string): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.write(bytes));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const fetchFrom = (...namedHosts: string[]) => createFetch({ limits: LIMITS, namedHosts });
const failure = (answer: Promise<Response>) => answer.catch((error: unknown) => error);

test("a host that nobody named is not asked in plain http", async () => {
  let calls = 0;
  const { url } = await serve((_request, response) => response.end(String((calls += 1))));

  const error = await failure(fetchFrom()(url));

  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toMatchObject({ sent: false });
  expect(calls).toBe(0);
});

test.each([
  "https://localhost:9",
  "https://127.0.0.1:9",
  "https://169.254.169.254",
  "https://[::1]:9",
  "https://[::ffff:10.0.0.1]:9",
  "https://[64:ff9b::a9fe:a9fe]:9",
  "https://[::127.0.0.1]:9",
  "https://[2002:7f00:1::]:9",
  "https://[fec0::1]:9",
])("a host that nobody named must not lie in the private network: %s", async (url) => {
  const error = await failure(fetchFrom()(url));

  expect(error).toMatchObject({ sent: false, message: expect.stringContaining("may be asked") });
});

test("a name that the operator gave may lie in the private network", async () => {
  const { host } = await serve((_request, response) => response.end("hello"));
  const named = `localhost:${host.split(":")[1]}`;

  const response = await fetchFrom(named)(`http://${named}/`);

  expect(await response.text()).toBe("hello");
});

test("a file is sent as it is read, and its length said first", async () => {
  const got: { length: string | undefined; type: string | undefined; bytes: number }[] = [];
  const { host, url } = await serve((request, response) => {
    let bytes = 0;
    request.on("data", (chunk: Buffer) => (bytes += chunk.length));
    request.on("end", () => {
      const { "content-length": length, "content-type": type } = request.headers;
      got.push({ length, type, bytes });
      response.end();
    });
  });
  const body = new Blob([new Uint8Array(3_000_000)], { type: "video/mp4" });

  const response = await fetchFrom(host)(url, { method: "PUT", body });

  expect(response.status).toBe(200);
  expect(got).toEqual([{ length: "3000000", type: "video/mp4", bytes: 3_000_000 }]);
});

test("a file that cannot be read ends its call", async () => {
  const { host, url } = await serve((_request, response) => response.end());
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-http-"));
  const path = join(folder.path, "film.mp4");
  await writeFile(path, "film");
  const body = await openAsBlob(path);
  await writeFile(path, "another film");

  const error = await failure(fetchFrom(host)(url, { method: "PUT", body }));

  expect(error).toBeInstanceOf(NetworkError);
});

test.each(["GET", "POST"])("an answer to %s in another protocol ends the call", async (method) => {
  const answer = "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
  const host = await serveBytes(answer);

  const error = await failure(fetchFrom(host)(`http://${host}`, { method }));

  expect(error).toMatchObject({ sent: true, message: "the connection broke" });
});

test("an address that cannot be asked is not repeated, for it may hold a password", async () => {
  const error = await failure(fetchFrom()("https://someone:hunter2@example.org/"));

  expect(error).toMatchObject({ sent: false });
  expect(inspect(error)).not.toContain("hunter2");
});

test("a post is not sent on to where it is redirected", async () => {
  const asked: string[] = [];
  const { host, url } = await serve((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });

  const response = await fetchFrom(host)(`${url}/here`, { method: "POST", body: "x" });

  expect(response.status).toBe(307);
  expect(asked).toEqual(["POST /here"]);
});

test("redirects in a circle end", async () => {
  const { host, url } = await serve((_request, response) =>
    response.writeHead(302, { location: "/" }).end(),
  );

  expect(await failure(fetchFrom(host)(url))).toMatchObject({ name: "NetworkError" });
});

test("a redirect within a host keeps the key, and may be relative", async () => {
  const { host, url } = await serve((request, response) => {
    if (request.url === "/a") response.writeHead(302, { location: "b" }).end();
    else response.end(`${request.url} ${request.headers.authorization}`);
  });

  const response = await fetchFrom(host)(`${url}/a`, { headers: { authorization: "Bearer k" } });

  expect(await response.text()).toBe("/b Bearer k");
});

test("a body announces its length", async () => {
  const { host, url } = await serve((request, response) =>
    response.end(JSON.stringify([request.headers["content-length"], request.method])),
  );

  const response = await fetchFrom(host)(url, { method: "POST", body: "four" });

  expect(await response.json()).toEqual(["4", "POST"]);
});

test.each<[string, string, (response: Response) => Promise<unknown>, number]>([
  ["the same", "read to its end", (response) => response.arrayBuffer(), 1],
  ["a new", "given up", async (response) => response.body?.cancel(), 2],
])("%s connection follows an answer that was %s", async (_same, _read, use, connections) => {
  const ports = new Set<number | undefined>();
  const { host, url } = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end(Buffer.alloc(3_000_000));
  });
  const fetch = createFetch({ limits: { ...LIMITS, maxBytes: 3_000_000 }, namedHosts: [host] });

  await use(await fetch(url));
  await use(await fetch(url));

  expect(ports.size).toBe(connections);
});

test("an idle connection is let go before its server closes it", async () => {
  const letGo = Promise.withResolvers<void>();
  const { host, url } = await serve((request, response) => {
    request.socket.once("close", () => letGo.resolve());
    response.setHeader("keep-alive", "timeout=2").end("hello");
  });
  for (const server of servers) server.keepAliveTimeout = 600_000;

  await (await fetchFrom(host)(url)).text();

  await expect(letGo.promise).resolves.toBeUndefined();
});

test("a body larger than allowed breaks off", async () => {
  const { host, url } = await serve((_request, response) => response.end("x".repeat(1_001)));

  const response = await fetchFrom(host)(url);

  await expect(response.text()).rejects.toThrow("does not end");
});

test("a handshake that does not end is given up, and nothing was sent", async () => {
  const open: Socket[] = [];
  const server = createTcpServer((socket) => open.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const error = await failure(fetchFrom(host)(`https://${host}/`, { method: "POST", body: "x" }));

  expect(error).toMatchObject({ name: "NetworkError", sent: false });
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test("silence after the request was sent is known as such", async () => {
  const { host, url } = await serve(() => {});

  const error = await failure(fetchFrom(host)(url, { method: "POST", body: "x" }));

  expect(error).toMatchObject({ sent: true, message: "the other side fell silent" });
});

test("a call that is given up ends at once", async () => {
  const { host, url } = await serve(() => {});
  const giveUp = new AbortController();
  const call = failure(fetchFrom(host)(url, { signal: giveUp.signal }));

  giveUp.abort();

  expect(await call).toMatchObject({ message: "the call was given up" });
});

test.each([
  ["localhost", true],
  ["gpu-1", true],
  ["gpu.internal", true],
  ["192.168.1.4", true],
  ["fd00::1", true],
  ["api.example.com", false],
  ["8.8.8.8", false],
  ["2606:4700::1", false],
])("%s is private: %s", (host, isPrivate) => {
  expect(isPrivateHost(host)).toBe(isPrivate);
});

test.each([
  [{ "retry-after-ms": "250" }, 250],
  [{ "retry-after": "1.5" }, 1_500],
  [{ "retry-after": "999999" }, 600_000],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:05 GMT" }, 4_000],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
  [{}, undefined],
])("%o is a wait of %s ms", (headers, wait) => {
  expect(retryAfter(new Headers(Object.entries(headers)), () => 1_000)).toBe(wait);
});

test("a provider's key goes to its own host and nowhere else", async () => {
  const seen: (string | undefined)[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  };
  const [own, other] = [await serve(listener), await serve(listener)];
  const api = createJsonApi({
    provider: "acme",
    baseUrl: new URL(own.url),
    credentials: { authorization: "Bearer key" },
    namedHosts: [other.host],
    now: Date.now,
  });

  await api.get("/films", AbortSignal.timeout(5_000));
  await api.get(`${other.url}/films`, AbortSignal.timeout(5_000));

  expect(seen).toEqual(["Bearer key", undefined]);
});

test.each(["nonsense", "http:///", "file:///etc/passwd"])(
  "a link to %s is no clip",
  async (link) => {
    const { url } = await serve((_request, response) => response.end("{}"));
    const api = createJsonApi({
      provider: "acme",
      baseUrl: new URL(url),
      credentials: {},
      now: Date.now,
    });

    const clip = api.open(link, AbortSignal.timeout(5_000));

    await expect(clip).rejects.toMatchObject({ name: "ProviderError" });
  },
);

test("a signature is of this text, by this secret, in whole", () => {
  const mac = "5031fe3d989c6d1537a013fa6e739da23463fdaec3b70137d828e36ace221bd0";

  expect(isSignedWith("key", "data", mac)).toBe(true);
  expect(isSignedWith("key", "data!", mac)).toBe(false);
  expect(isSignedWith("another", "data", mac)).toBe(false);
  expect(isSignedWith("key", "data", mac.slice(2))).toBe(false);
  expect(isSignedWith("key", "data", "")).toBe(false);
});

test.each([
  ["1000", true],
  ["700", true],
  ["699", false],
  ["1301", false],
  ["", false],
  ["soon", false],
  [undefined, false],
])("a webhook of second %s is fresh at second 1000: %s", (time, fresh) => {
  expect(isFresh(time, 1_000_000)).toBe(fresh);
});

test("a server's address with a password in it is refused, and not repeated", () => {
  const read = () => readBaseUrl("https://someone:hunter2@example.org/v1", "FAL_URL");

  expect(read).toThrow("FAL_URL must not hold a name or a password");
  expect(read).not.toThrow("hunter2");
});
