import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openAsBlob } from "node:fs";
import { readdir } from "node:fs/promises";
import { request as rawRequest } from "node:http";
import { join } from "node:path";
import { CLIP } from "../../fakes/front.ts";
import { openPlayground } from "../../fakes/playground.ts";

let playground: Awaited<ReturnType<typeof openPlayground>>;
beforeEach(async () => {
  playground = await openPlayground();
});
afterEach(() => playground.close());

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${playground.url}/api/local/${path}`, { signal: AbortSignal.timeout(10_000), ...init });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  api(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const fox = { command: "video", options: { prompt: "a fox", seconds: 8 } };

describe("a command", () => {
  test("that begins a job is answered with its thread and state", async () => {
    const response = await post("invocations", fox);

    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      job: "job1",
      thread: "local:job1",
      reply: "On it.",
      state: "accepted",
    });
  });

  test("without a job is answered with words", async () => {
    const response = await post("invocations", { command: "jobs" });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ reply: "Nothing is running." });
  });

  test("that the bot refuses is a 422 with its sentence", async () => {
    const response = await post("invocations", {
      command: "video",
      options: { prompt: "refuse me" },
    });

    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ error: "No model films that. Try other words." });
  });

  test("sent again under its key finds its job", async () => {
    const headers = { "Idempotency-Key": "key-00000001" };

    const answers = await Promise.all([
      post("invocations", fox, headers).then((response) => response.json()),
      post("invocations", fox, headers).then((response) => response.json()),
    ]);

    const channel = await (await api("threads/local:channel")).json();
    expect(answers[0]).toEqual(answers[1]);
    expect(channel.messages).toHaveLength(2);
    expect(playground.bot.jobs.size).toBe(1);
  });

  test("may bring a picture, which is gone from the disk when the bot has read it", async () => {
    const form = new FormData();
    form.set("command", "video");
    form.set("options", JSON.stringify({ prompt: "it moves" }));
    form.set("image", await openAsBlob(CLIP.path), "../../boat.jpg");

    const response = await api("invocations", { method: "POST", body: form });

    const [invocation] = playground.bot.invocations;
    expect(response.status).toBe(202);
    expect(playground.bot.pictures[0]).toHaveLength((await openAsBlob(CLIP.path)).size);
    expect(invocation?.ask.options).toEqual({ prompt: "it moves", image: "boat.jpg" });
    await expect.poll(() => readdir(join(playground.folder, "incoming"))).toEqual([]);
  });
});

test("a form of a button may bring a picture", async () => {
  await post("invocations", fox);
  const form = new FormData();
  form.set("job", "job1");
  form.set("action", "edit");
  form.set("options", JSON.stringify({ prompt: "a red fox" }));
  form.set("image", new Blob(["boat"]), "boat.jpg");

  const response = await api("actions", { method: "POST", body: form });

  expect(response.status).toBe(202);
  expect(playground.bot.pictures.map(String)).toEqual(["boat"]);
  expect(playground.bot.jobs.get("job2")?.prompt).toBe("a red fox");
  await expect.poll(() => readdir(join(playground.folder, "incoming"))).toEqual([]);
});

describe("bad input is one sentence and a 4xx", () => {
  const json = { "Content-Type": "application/json" };
  const form = (parts: Record<string, string>) => {
    const made = new FormData();
    for (const [name, value] of Object.entries(parts)) made.set(name, value);
    return made;
  };
  test.each([
    ["an unknown command", "invocations", { headers: json, body: `{"command":"film"}` }, 404],
    ["broken JSON", "invocations", { headers: json, body: "{" }, 400],
    ["a list", "invocations", { headers: json, body: "[]" }, 400],
    ["no command", "invocations", { headers: json, body: "{}" }, 400],
    [
      "an option that is a list",
      "invocations",
      { headers: json, body: `{"command":"video","options":{"prompt":[]}}` },
      400,
    ],
    ["a text", "invocations", { headers: { "Content-Type": "text/plain" }, body: "hi" }, 415],
    [
      "a form without a border",
      "invocations",
      { headers: { "Content-Type": "multipart/form-data" }, body: "hi" },
      400,
    ],
    [
      "a torn form",
      "invocations",
      { headers: { "Content-Type": "multipart/form-data; boundary=x" }, body: "--x\r\n" },
      400,
    ],
    [
      "options that are no JSON",
      "invocations",
      { body: form({ command: "video", options: "{" }) },
      400,
    ],
    [
      "a bad key",
      "invocations",
      { headers: { ...json, "Idempotency-Key": "no!" }, body: JSON.stringify(fox) },
      400,
    ],
    [
      "too much text",
      "invocations",
      { headers: json, body: JSON.stringify({ command: "x".repeat(2_000_000) }) },
      413,
    ],
    [
      "an unknown action",
      "actions",
      { headers: json, body: `{"job":"a","action":"explode"}` },
      422,
    ],
    ["an unknown job", "actions", { headers: json, body: `{"job":"a","action":"cancel"}` }, 422],
    ["an action without a job", "actions", { headers: json, body: `{"action":"cancel"}` }, 400],
  ])("%s", async (_, path, init, status) => {
    const response = await api(path, { method: "POST", ...init });

    const { error } = await response.json();
    expect(response.status).toBe(status);
    expect(error).toMatch(/^[^\n]{10,200}$/);
    expect(playground.bot.jobs.size).toBe(0);
  });

  test("a picture beyond the bound is refused and leaves nothing", async () => {
    const big = new FormData();
    big.set("command", "video");
    big.set("image", new Blob([new Uint8Array(1_500_000)]), "big.png");

    const response = await api("invocations", { method: "POST", body: big });

    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      error: "That picture is too large: 1 MB fit. Make it smaller and send it again.",
    });
    expect(await readdir(join(playground.folder, "incoming"))).toEqual([]);
  });

  test("a picture announced far beyond the bound is not even read", async () => {
    const big = new FormData();
    big.set("image", new Blob([new Uint8Array(30_000_000)]), "big.png");

    const response = await api("invocations", { method: "POST", body: big });

    expect(response.status).toBe(413);
  });

  test.each(["threads/local:nothing", "clips/nothing.mp4", "clips/..%2f..%2fx.mp4", "nothing"])(
    "%s is a 404",
    async (path) => {
      const response = await api(path);

      expect(response.status).toBe(404);
      expect((await response.json()).error).toMatch(/^There is/);
    },
  );

  test("a bug of the bot is no answer, but a sentence", async () => {
    const response = await post("invocations", { command: "break" });

    expect(response.status).toBe(500);
    expect((await response.json()).error).toContain("it is logged");
  });
});

describe("a thread", () => {
  test("shows card and clip, and what the job's state is", async () => {
    await post("invocations", fox);
    await playground.bot.film("job1", 0.5);
    const during = await (await api("threads/local:job1")).json();
    await playground.bot.finish("job1");

    const after = await (await api("threads/local%3Ajob1")).json();

    expect(during.messages[0]).toMatchObject({ kind: "card", progress: 0.5, quote: "a fox" });
    expect(during.messages[0].buttons).toEqual([
      { action: "cancel", label: "Cancel", job: "job1", look: "danger" },
    ]);
    expect(after).toMatchObject({ thread: "local:job1", job: "job1", state: "closed" });
    expect(after.messages[1].clip).toMatchObject({ seconds: 3, width: 640, height: 360 });
  });

  test("survives a restart, and posting the same again finds what is there", async () => {
    await post("invocations", fox);
    await playground.bot.finish("job1");
    const before = await (await api("threads/local:channel")).json();
    await playground.stop();
    playground = await openPlayground({ folder: playground.folder });
    const message = { kind: "text", tone: "neutral", text: "again" } as const;

    await playground.platform.openThread("local:channel", "a fox", "job1");
    const first = await playground.platform.post("local:job1", message, "job1-card");

    const after = await (await api("threads/local:channel")).json();
    expect(after).toEqual(before);
    expect(after.threads.map(({ id }: { id: string }) => id)).toContain(first);
  });
});

describe("a clip", () => {
  async function clipUrl(): Promise<string> {
    await post("invocations", fox);
    await playground.bot.finish("job1");
    const { messages } = await (await api("threads/local:job1")).json();
    return `${playground.url}${messages[1].clip.url}`;
  }
  const whole = async () => Buffer.from(await (await openAsBlob(CLIP.path)).arrayBuffer());

  test("comes whole, by range, and as a head", async () => {
    const url = await clipUrl();
    const bytes = await whole();

    const all = await fetch(url);
    const part = await fetch(url, { headers: { Range: "bytes=10-19" } });
    const end = await fetch(url, { headers: { Range: "bytes=-5" } });
    const beyond = await fetch(url, { headers: { Range: `bytes=${bytes.length}-` } });
    const head = await fetch(url, { method: "HEAD" });
    const stale = await fetch(url, { headers: { Range: "bytes=0-1", "If-Range": `"old"` } });

    expect(Buffer.from(await all.arrayBuffer())).toEqual(bytes);
    expect(all.headers.get("content-type")).toBe("video/mp4");
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 10-19/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    expect(Buffer.from(await end.arrayBuffer())).toEqual(bytes.subarray(-5));
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get("content-range")).toBe(`bytes */${bytes.length}`);
    expect(head.headers.get("content-length")).toBe(String(bytes.length));
    expect(stale.status).toBe(200);
  });

  test("goes with its message", async () => {
    const url = await clipUrl();
    const { messages } = await (await api("threads/local:job1")).json();

    await playground.platform.remove("local:job1", messages[1].id);

    expect((await fetch(url)).status).toBe(404);
    expect(await readdir(join(playground.folder, "playground"))).toEqual([]);
  });

  test("published twice is one message and one file", async () => {
    await clipUrl();

    await playground.bot.finish("job1");

    const { messages } = await (await api("threads/local:job1")).json();
    expect(messages).toHaveLength(2);
    expect(await readdir(join(playground.folder, "playground"))).toHaveLength(2);
  });
});

describe("events", () => {
  /** Reads events until `count` messages came. */
  async function read(path: string, count: number, headers: Record<string, string> = {}) {
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(10_000)]);
    const response = await api(path, { headers, signal });
    let text = "";
    const seen = () => [...text.matchAll(/^event: message$/gm)].length;
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (seen() >= count && text.endsWith("\n\n")) break;
    }
    leaving.abort();
    const blocks = text.split("\n\n").filter((block) => block.includes("event: message"));
    return blocks.map((block) => ({
      id: /^id: (\d+)$/m.exec(block)?.[1] ?? "",
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null"),
    }));
  }

  test("go on where a reader left, without loss and without doubles", async () => {
    await post("invocations", fox);
    const first = await read("events?since=0", 3);
    await playground.bot.film("job1", 0.25);
    await playground.bot.film("job1", 0.75);

    const rest = await read("events?since=0", 1, { "Last-Event-ID": first.at(-1)?.id ?? "" });

    expect(first.map(({ data }) => data.kind)).toEqual(["text", "card", "text"]);
    expect(rest.map(({ data }) => data.progress)).toEqual([0.75]);
  });

  test("tell of changes while they happen, and of what was taken back", async () => {
    await post("invocations", fox);
    const { messages, revision } = await (await api("threads/local:job1")).json();

    const reading = read(`events?since=${revision}`, 1);
    await playground.bot.film("job1", 0.5);
    const [live] = await reading;
    await playground.platform.remove("local:job1", messages[0].id);
    const [gone] = await read(`events?since=${live?.id}`, 1);

    expect(live?.data).toMatchObject({ id: messages[0].id, progress: 0.5 });
    expect(gone?.data).toMatchObject({ id: messages[0].id, removed: true });
  });
});

describe("the door", () => {
  /** `fetch` sets `Host` itself, so this goes by hand. */
  function statusOf(headers: Record<string, string>, method = "GET"): Promise<number> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(playground.url);
      const path = "/api/local/commands";
      rawRequest({ hostname, port, path, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });
  }

  test("is closed to other names and other sites", async () => {
    const { host } = new URL(playground.url);

    expect(await statusOf({ Host: host })).toBe(200);
    expect(await statusOf({ Host: "localhost" })).toBe(200);
    expect(await statusOf({ Host: "evil.example" })).toBe(403);
    expect(await statusOf({ Host: host, Origin: "http://evil.example" }, "POST")).toBe(403);
    expect(await statusOf({ Host: host, Origin: "null" }, "POST")).toBe(403);
    expect(await statusOf({ Host: host, Origin: `http://${host}` }, "POST")).toBe(404);
  });

  test("beyond this machine stays closed without a token", async () => {
    await playground.close();
    playground = await openPlayground({ host: "0.0.0.0" });

    const response = await fetch(playground.url);

    expect(response.status).toBe(403);
    expect((await response.json()).error).toContain("PLAYGROUND_TOKEN");
  });

  test("opens to the token, as a header or as a cookie from the form", async () => {
    await playground.close();
    playground = await openPlayground({ host: "0.0.0.0", token: "open sesame" });
    const enter = (token: string) =>
      fetch(`${playground.url}/enter`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ token }),
      });

    const page = await fetch(playground.url);
    const wrong = await enter("open barley");
    const right = await enter("open sesame");
    const cookie = right.headers.get("set-cookie") ?? "";

    expect(page.status).toBe(401);
    expect(await page.text()).toContain("token");
    expect(await wrong.text()).toContain("That is not the token.");
    expect(right.status).toBe(303);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toContain("sesame");
    expect((await api("commands")).status).toBe(401);
    expect(
      (await api("commands", { headers: { Cookie: cookie.split(";")[0] ?? "" } })).status,
    ).toBe(200);
    expect(
      (await api("commands", { headers: { Authorization: "Bearer open sesame" } })).status,
    ).toBe(200);
  });
});
