import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { createOpenAiProvider } from "../../src/providers/openai/openai.ts";
import type { VideoRequest } from "../../src/providers/provider.ts";
import { QUICK_LIMITS } from "../fakes/quick-limits.ts";
import type { FakeVideo } from "../fakes/openai-server.ts";
import { openStage } from "./openai-stage.ts";
import type { Stage } from "./openai-stage.ts";
import { patience, request, submission } from "./studio-stage.ts";

let stage: Stage;
const fresh = async (...options: Parameters<typeof openStage>) =>
  (stage = await openStage(...options));
afterEach(() => stage?.server.stop());

async function submitTo(baseUrl: string) {
  const provider = await createOpenAiProvider(
    { apiKey: "x", baseUrl, models: "film-1=0", limits: QUICK_LIMITS },
    { catalogue: [], preparePicture: async () => {}, log: createLog("silent") },
  );
  return provider.submit(submission(), patience()).catch((error: unknown) => error);
}

/** A port on which nobody listens any more. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("a refused connection has certainly begun nothing", async () => {
  const error = await submitTo(`http://127.0.0.1:${await deadPort()}/v1`);

  expect(error).toMatchObject({ kind: "unavailable", mayHaveBegun: false });
});

test("a name that nobody knows has certainly begun nothing", async () => {
  const error = await submitTo("https://no-such-host.invalid/v1");

  expect(error).toMatchObject({ kind: "unavailable", mayHaveBegun: false });
});

test("a failed TLS handshake has certainly begun nothing", async () => {
  const server = createTlsServer({}, () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const error = await submitTo(`https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);

  expect(error).toMatchObject({ kind: "unavailable", mayHaveBegun: false });
  await new Promise((resolve) => server.close(resolve));
});

test.each([
  { kind: "reset", accepted: true },
  { kind: "reset", accepted: false },
  { kind: "hang", accepted: true },
  { kind: "status", status: 500, accepted: true },
  { kind: "status", status: 503, headers: { "retry-after": "1" } },
  { kind: "status", status: 408 },
  { kind: "status", status: 409 },
  { kind: "html", accepted: true },
  { kind: "truncate", accepted: true },
  { kind: "drip", accepted: true },
  { kind: "endless", accepted: true },
] as const)("a submit answered by %o may have begun", async (fault) => {
  const { failedSubmit, server } = await fresh({ limits: QUICK_LIMITS });
  server.fail("create", fault);

  const error = await failedSubmit();

  expect(error).toMatchObject({ name: "ProviderError", mayHaveBegun: true });
  expect(server.calls.filter(({ route }) => route === "create")).toHaveLength(1);
});

test.each([
  [400, { error: { code: null, message: "The size is wrong." } }, "invalid"],
  [400, { error: { code: "sentinel_block", message: "Hmmm." } }, "refused"],
  [400, { error: { code: "billing_hard_limit_reached", message: "No money." } }, "billing"],
  [422, { detail: [{ msg: "seconds is too long" }] }, "invalid"],
  [401, { error: { message: "Incorrect API key provided: sk-abc" } }, "auth"],
  [402, { error: "pay first" }, "billing"],
  [403, { detail: "no access" }, "auth"],
  [404, { error: { message: "model not found" } }, "invalid"],
  [429, { error: { code: "insufficient_quota", message: "Empty." } }, "billing"],
  [429, "slow down", "throttled"],
] as const)("an answer of %i with %o is %s, and began nothing", async (status, body, kind) => {
  const { failedSubmit, server } = await fresh();
  server.fail("create", { kind: "status", status, body });

  const error = await failedSubmit();

  expect(error).toMatchObject({ name: "ProviderError", kind, mayHaveBegun: false });
  expect(String(error)).not.toContain("sk-");
});

test.each([
  ["seconds", { "retry-after": "7" }, 7_000],
  ["a date", { "retry-after": "Sat, 21 Nov 2026 12:00:09 GMT" }, 9_000],
  ["nothing", {}, undefined],
  ["nonsense", { "retry-after": "soon" }, undefined],
] as const)("a busy provider that names %s is understood", async (_form, headers, wait) => {
  const { failedSubmit, server } = await fresh();
  server.fail("create", { kind: "status", status: 429, headers });

  const error = await failedSubmit();

  expect(error).toMatchObject({ kind: "throttled", retryAfter: wait, mayHaveBegun: false });
});

test("what an accepted create began is found when its answer was lost", async () => {
  const { failedSubmit, find, server } = await fresh();
  server.fail("create", { kind: "reset", accepted: true });
  await failedSubmit();

  expect(await find()).toEqual([{ video: "video_1" }]);
});

test("a prompt of several lines is found", async () => {
  const { submit, find } = await fresh();
  await submit({ prompt: "a boat\nin the rain" });

  expect(await find({ prompt: "a boat\nin the rain" })).toEqual([{ video: "video_1" }]);
});

test("every candidate is told, so that an ambiguous one can be refused", async () => {
  const { submit, find } = await fresh();
  await submit({}, "job-1");
  await submit({}, "job-2");

  expect(await find()).toEqual([{ video: "video_2" }, { video: "video_1" }]);
});

test.each([
  { prompt: "a paper plane" },
  { seconds: 8 },
  { aspect: "9:16" },
  { model: "film-2" },
  { style: "noir" },
] as const)("a generation with another %o is no candidate", async (other) => {
  const { submit, find } = await fresh();
  await submit(other);

  expect(await find()).toEqual([]);
});

test("a generation of another time is no candidate", async () => {
  const { submit, find, clock } = await fresh();
  await submit();
  clock.advance(60 * 60_000);

  expect(await find()).toEqual([]);
});

test.each([
  { seconds: null },
  { seconds: "" },
  { seconds: 4 },
  { size: null },
  { created_at: "2026-11-21T12:00:00Z" },
  { model: "film-1-2026-10-06" },
  { model: "gateway/film-1" },
])("a server that tells %o is understood", async (told) => {
  const { submit, find, server } = await fresh();
  await submit();
  server.set("video_1", told as Partial<FakeVideo>);

  expect(await find()).toEqual([{ video: "video_1" }]);
});

test.each(["film-1-pro", "film-12", "my-film-1", "film-1-2"])(
  "the model %s is not film-1",
  async (model) => {
    const { submit, find, server } = await fresh();
    await submit();
    server.set("video_1", { model });

    expect(await find()).toEqual([]);
  },
);

test("a generation that does not say when it began is no candidate", async () => {
  const { submit, find, server } = await fresh();
  await submit();
  server.set("video_1", { created_at: null } as unknown as Partial<FakeVideo>);

  expect(await find()).toEqual([]);
});

test("a generation whose prompt is not told is no candidate where others tell theirs", async () => {
  const { submit, find, server } = await fresh();
  await submit();
  await submit({ prompt: "a kite" });
  server.set("video_1", { prompt: null });

  expect(await find()).toEqual([]);
});

describe("where a server tells no prompts", () => {
  async function begun(told: Partial<FakeVideo> = {}) {
    const { server } = await fresh();
    await stage.submit();
    server.set("video_1", { prompt: null, ...told });
  }
  const findBeside = (others: VideoRequest[]) => {
    const submittedAt = stage.clock.now();
    return stage.provider.find({ ...submission(), submittedAt, others }, patience());
  };

  test("a generation is known by its model, size, length and time", async () => {
    await begun();

    expect(await stage.find()).toEqual([{ video: "video_1" }]);
    expect(await stage.find({ seconds: 8 })).toEqual([]);
    expect(await stage.find({ aspect: "9:16" })).toEqual([]);
    expect(await stage.find({ model: "film-2" })).toEqual([]);
  });

  test.each([{ size: null }, { seconds: null }, { model: null }])(
    "a generation that leaves %o open too is no candidate",
    async (told) => {
      await begun(told as unknown as Partial<FakeVideo>);

      expect(await stage.find()).toEqual([]);
    },
  );

  test("a generation of some minutes later is no candidate", async () => {
    await begun();
    stage.clock.advance(-3 * 60_000);

    expect(await stage.find()).toEqual([]);
  });

  test("what could be another lost one of ours is no candidate", async () => {
    await begun();

    expect(await findBeside([request({ prompt: "a kite", seconds: 8 })])).toHaveLength(1);
    expect(await findBeside([request({ prompt: "a kite" })])).toEqual([]);
  });
});

test("the search goes through the pages of the list", async () => {
  const { submit, find } = await fresh();
  await submit();
  await Promise.all(Array.from({ length: 120 }, () => submit({ prompt: "another" })));

  expect(await find()).toEqual([{ video: "video_1" }]);
});

test.each([404, 405, 501])("a server without a list (%i) finds nothing", async (status) => {
  const { find, server } = await fresh();
  server.fail("list", { kind: "status", status, body: { detail: "no list" } });

  expect(await find()).toEqual([]);
});

test.each([
  ["openai", "film-1=0.10", "free"],
  ["sglang", "film-1=0.10", "free"],
  ["vllm-omni", "film-1=0.10", "free"],
  ["litellm", "film-1=0.10", "charged"],
  ["generic", "film-1=0.10,film-2=0", "charged"],
  ["generic", "film-1=0", "free"],
] as const)("what %s with %s never shows counts as %s", async (profile, models, means) => {
  const { provider } = await fresh({ profile, models });

  expect(provider.unclearMeans).toBe(means);
});

test("what a gateway never shows is free once its list was read whole", async () => {
  const { provider, submit, find, server } = await fresh({ profile: "generic" });
  const before = provider.unclearMeans;

  await find();
  const ofNothing = provider.unclearMeans;
  await submit({ prompt: "a kite" });
  await find();
  const ofAnother = provider.unclearMeans;
  server.set("video_1", { prompt: null });
  await find();
  const ofWhoKnowsWhat = provider.unclearMeans;

  expect([before, ofNothing, ofAnother]).toEqual(["charged", "free", "free"]);
  expect(ofWhoKnowsWhat).toBe("charged");
  server.fail("list", { kind: "status", status: 404, body: { detail: "no list" } });
  await find();
  expect(provider.unclearMeans).toBe("charged");
});

test("a list that cannot be had is an error, not an empty list", async () => {
  const { find, server } = await fresh();
  server.fail("list", { kind: "status", status: 502 });

  await expect(find()).rejects.toMatchObject({ name: "ProviderError", kind: "unavailable" });
});

test("a generation can be found for a model that needs another size", async () => {
  const { submit, find, server } = await fresh({ models: "minimax/h3=0.05" });
  await submit({ model: "minimax/h3" });

  expect(server.bills[0]!.size).toBe("1344x768");
  expect(await find(request({ model: "minimax/h3" }))).toEqual([{ video: "video_1" }]);
});
