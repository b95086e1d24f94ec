import { createHmac } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { MediaError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { readModels } from "../../src/providers/catalogue.ts";
import { createOpenAiProvider } from "../../src/providers/openai/openai.ts";
import { dollars } from "../../src/money.ts";
import { signedWebhooksContract } from "../contract/provider-webhooks.contract.ts";
import { studioContracts } from "../contract/studio.contract.ts";
import { QUICK_LIMITS } from "../fakes/quick-limits.ts";
import { openStage } from "./openai-stage.ts";
import type { Stage } from "./openai-stage.ts";
import { patience, request, submission, USUAL, USUAL_SAYINGS } from "./studio-stage.ts";

const PICTURE = join(tmpdir(), "boat.jpg");

studioContracts(
  async ({ fake, limits, at }) => {
    const { server, ...rest } = await openStage(limits ? { limits } : {}, fake, at);
    return { ...rest, studio: { ...server, forget: server.restart } };
  },
  {
    ...USUAL,
    film: "video_1",
    refusals: {
      refused: { status: 400, body: { error: { code: "moderation_blocked", message: "No." } } },
      throttled: {
        status: 429,
        body: { error: { code: "rate_limit_exceeded", message: "Slow." } },
      },
      auth: { status: 401, body: { error: { code: "invalid_api_key", message: "No." } } },
    },
    sayings: {
      ...USUAL_SAYINGS,
      refused: { status: "failed", error: { code: "moderation_blocked", message: "Not that." } },
    },
  },
);

const SECRET = Buffer.from("a secret of the webhook");

const signedBy = (secret: Buffer) => (body: Uint8Array, at: number) => {
  const timestamp = String(Math.floor(at / 1_000));
  const mac = createHmac("sha256", secret).update(`evt_1.${timestamp}.`).update(body);
  return new Headers({
    "webhook-id": "evt_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${mac.digest("base64")}`,
  });
};

signedWebhooksContract(async () => {
  const webhookSecret = `whsec_${SECRET.toString("base64")}`;
  const { provider, server } = await openStage({ webhookSecret });
  return {
    provider,
    event: { type: "video.completed", data: { id: "video_1" } },
    operation: { video: "video_1" },
    // The SDK looks at its own clock.
    now: Date.now(),
    sign: signedBy(SECRET),
    forge: signedBy(Buffer.from("another secret")),
    close: () => server.stop(),
  };
}, request());

let stage: Stage;
const fresh = async (...options: Parameters<typeof openStage>) =>
  (stage = await openStage(...options));
afterEach(() => stage?.server.stop());

test("a create carries everything as a form, and the seconds as a string", async () => {
  const { submit, server } = await fresh();

  await submit({ seconds: 8, aspect: "9:16", style: "noir" });

  expect(server.bills).toMatchObject([
    {
      key: "job-1",
      model: "film-1",
      prompt: "a paper boat in the rain\r\n\r\nStyle: noir.",
      seconds: "8",
      size: "720x1280",
      picture: undefined,
    },
  ]);
  expect(server.calls.map(({ authorization }) => authorization)).toEqual([
    "Bearer sk-test-0123456789",
  ]);
});

test("a picture is prepared to the exact size and sent as a file", async () => {
  const { provider, server, prepared } = await fresh();

  await provider.submit({ ...submission({ mode: "image" }), picturePaths: [PICTURE] }, patience());

  expect(prepared).toEqual([{ from: PICTURE, width: 1280, height: 720 }]);
  expect(server.bills[0]!.picture).toEqual({ type: "image/jpeg", bytes: 18 });
});

test("of several pictures only the first is prepared, because only that is read", async () => {
  const { provider, server, prepared } = await fresh();
  const wish = { ...submission({ mode: "image" }), picturePaths: [PICTURE, "/nowhere.jpg"] };

  await provider.submit(wish, patience());

  expect(prepared.map(({ from }) => from)).toEqual([PICTURE]);
  expect(server.bills).toHaveLength(1);
});

test("a picture that cannot be read begins nothing", async () => {
  const { server } = await fresh();
  const provider = await createOpenAiProvider(
    { apiKey: "x", baseUrl: server.baseUrl, models: "film-1=0" },
    {
      catalogue: [],
      preparePicture: () => Promise.reject(new MediaError("broken", "not a picture")),
      log: createLog("silent"),
    },
  );

  const error = await provider
    .submit({ ...submission({ mode: "image" }), picturePaths: [PICTURE] }, patience())
    .catch((reason: unknown) => reason);

  expect(error).toMatchObject({ kind: "invalid", mayHaveBegun: false });
  expect(server.calls).toEqual([]);
});

test("a film costs its seconds at the operator's price", async () => {
  const { provider } = await fresh();

  expect(await provider.quote(request({ seconds: 12 }))).toBe(dollars(1.2));
  expect(await provider.quote(request({ model: "film-2" }))).toBe(0);
});

test("a film that the model does not make is refused to the person", async () => {
  const { provider } = await fresh();

  const quotes = [
    provider.quote(request({ seconds: 7 })),
    provider.quote(request({ aspect: "1:1" })),
  ];

  await expect(quotes[0]).rejects.toThrow("film-1 does not film 7 seconds.");
  await expect(quotes[1]).rejects.toMatchObject({ name: "UserError" });
});

test.each([
  ["queued", 0, { status: "queued" }],
  ["not_start", 0, { status: "queued" }],
  ["in_progress", 40, { status: "running", progress: 0.4 }],
  ["Processing", 0, { status: "running" }],
  ["a word of tomorrow", 12, { status: "running", progress: 0.12 }],
  ["canceled", 0, { status: "cancelled" }],
  ["expired", 0, { status: "expired" }],
  ["success", 100, { status: "succeeded", asset: { video: "video_1" } }],
])("the status %s at %i percent is read", async (status, progress, expected) => {
  const { provider, submit, server } = await fresh();
  const operation = await submit();
  server.set("video_1", { status, progress });

  expect(await provider.poll(operation, patience())).toEqual(expected);
});

test.each([
  ["openai", 0, { progress: 0 }],
  ["openai", 40, { progress: 0.4 }],
  ["generic", 100, {}],
  ["sglang", 40, {}],
  ["vllm-omni", 40, {}],
] as const)("%s at %i percent shows only what is true", async (profile, progress, expected) => {
  const { provider, submit, server } = await fresh({ profile });
  const operation = await submit();
  server.set("video_1", { status: "in_progress", progress });

  const snapshot = await provider.poll(operation, patience());

  expect(snapshot).toEqual({ status: "running", ...expected });
});

test.each([
  ["moderation_blocked", "Your request was blocked.", "refused"],
  ["server_error", "Oops", "unavailable"],
  ["SomeException", "CUDA out of memory", "unknown"],
])("a generation that failed with %s says why", async (code, message, kind) => {
  const { provider, submit, server } = await fresh();
  const operation = await submit();
  server.set("video_1", { status: "failed", error: { code, message } });

  expect(await provider.poll(operation, patience())).toEqual({
    status: "failed",
    kind,
    reason: message,
  });
});

test.each([
  ["openai", "expired"],
  ["generic", "lost"],
  ["sglang", "lost"],
] as const)("a video that %s no longer knows is %s", async (profile, status) => {
  const { provider, submit, server } = await fresh({ profile });
  const operation = await submit();
  server.restart();

  expect(await provider.poll(operation, patience())).toEqual({ status });
});

test("a 404 from something before the server loses no video", async () => {
  const { provider, submit, server } = await fresh();
  const operation = await submit();
  server.fail("retrieve", { kind: "status", status: 404, body: "default backend - 404" });

  const poll = provider.poll(operation, patience());

  await expect(poll).rejects.toMatchObject({ kind: "unavailable" });
});

test("only a server whose DELETE stops a generation is asked to cancel", async () => {
  const { provider, submit, server } = await fresh({}, { timeline: { queued: 9e9, filming: 0 } });
  const operation = await submit();

  const answer = await provider.cancel(operation, patience());

  expect(answer).toEqual({ outcome: "unsupported" });
  expect(server.calls.map(({ route }) => route)).toEqual(["create"]);
});

test("a running generation of vllm-omni is cancelled, and stays so", async () => {
  const { provider, submit, server } = await fresh(
    { profile: "vllm-omni" },
    { timeline: { queued: 9e9, filming: 0 } },
  );
  const operation = await submit();

  const first = await provider.cancel(operation, patience());
  const second = await provider.cancel(operation, patience());

  expect([first, second]).toEqual([{ outcome: "cancelled" }, { outcome: "cancelled" }]);
  expect(server.calls.filter(({ route }) => route === "delete")).toHaveLength(1);
});

test("a finished clip of vllm-omni is not thrown away by a late cancel", async () => {
  const { provider, submit, server } = await fresh({ profile: "vllm-omni" });
  const operation = await submit();

  const answer = await provider.cancel(operation, patience());

  expect(answer).toEqual({ outcome: "too_late" });
  expect(server.calls.some(({ route }) => route === "delete")).toBe(false);
});

test("a clip arrives byte for byte, with its size announced", async () => {
  const { provider, submit, server } = await fresh();
  await submit();

  const { stream, bytes } = await provider.open({ video: "video_1" }, patience());

  expect(await buffer(stream)).toEqual(server.clip);
  expect(bytes).toBe(server.clip.byteLength);
});

test("a still of the clip is fetched where the server makes one", async () => {
  const { provider, submit, server } = await fresh({ profile: "openai" });
  await submit();
  const { stream, still } = await provider.open({ video: "video_1" }, patience());
  stream.destroy();

  const opened = await still?.(patience());

  expect(opened && (await buffer(opened.stream))).toEqual(server.thumbnail);
  expect(server.calls.at(-1)?.url).toContain("variant=thumbnail");
});

test("a page instead of a still is not taken", async () => {
  const { provider, submit, server } = await fresh({ profile: "openai" });
  await submit();
  const { stream, still } = await provider.open({ video: "video_1" }, patience());
  stream.destroy();
  server.fail("content", { kind: "html" });

  await expect(still?.(patience())).rejects.toMatchObject({ kind: "unknown" });
});

test("a server that would read it as another output is asked for no still", async () => {
  const { provider, submit } = await fresh({ profile: "sglang" });
  await submit();

  const { stream, still } = await provider.open({ video: "video_1" }, patience());

  expect(still).toBeUndefined();
  stream.destroy();
});

test.each(["html", "wrong-type"] as const)("%s instead of a clip is not taken", async (kind) => {
  const { provider, submit, server } = await fresh();
  await submit();
  server.fail("content", { kind });

  const clip = provider.open({ video: "video_1" }, patience());

  await expect(clip).rejects.toMatchObject({ name: "ProviderError", kind: "unknown" });
});

test.each(["truncate", "drip", "endless"] as const)("a clip fails on %s", async (kind) => {
  const { provider, submit, server } = await fresh({ limits: QUICK_LIMITS });
  await submit();
  server.fail("content", { kind });

  const { stream } = await provider.open({ video: "video_1" }, patience());

  await expect(buffer(stream)).rejects.toMatchObject({ name: "ProviderError" });
});

test("a redirect to a host that nobody named is not followed", async () => {
  const { provider, submit, server } = await fresh();
  const other = await openStage();
  await submit();
  server.fail("content", { kind: "redirect", to: `${other.server.baseUrl}/videos/x/content` });

  const clip = provider.open({ video: "video_1" }, patience());

  await expect(clip).rejects.toMatchObject({ kind: "unavailable" });
  expect(other.server.calls).toEqual([]);
  await other.server.stop();
});

test("a redirect to another named host is followed without the key", async () => {
  const other = await openStage();
  await other.submit();
  const { provider, submit, server } = await fresh({
    namedHosts: [new URL(other.server.origin).host],
  });
  await submit();
  const to = `${other.server.baseUrl}/videos/video_1/content`;
  server.fail("content", { kind: "redirect", to });

  const { stream } = await provider.open({ video: "video_1" }, patience());

  expect(await buffer(stream)).toEqual(server.clip);
  expect(other.server.calls.at(-1)).toMatchObject({ route: "content", authorization: undefined });
  await other.server.stop();
});

test("a clip that lies with another host is fetched without the key", async () => {
  const other = await openStage();
  await other.submit();
  const { provider } = await fresh({ namedHosts: [new URL(other.server.origin).host] });
  const link = `${other.server.baseUrl}/videos/video_1/content`;

  const { stream } = await provider.open({ video: "video_1", link }, patience());

  expect(await buffer(stream)).toEqual(other.server.clip);
  expect(other.server.calls.at(-1)).toMatchObject({ route: "content", authorization: undefined });
  await other.server.stop();
});

test("a clip that is linked is fetched there, else from the server", async () => {
  const { provider, submit, server } = await fresh();
  const operation = await submit();
  const link = `${server.origin}/v1/videos/video_1/content?from=link`;
  server.set("video_1", { status: "completed", video_url: link });

  const snapshot = await provider.poll(operation, patience());
  const clips = await Promise.all(
    [link, `${server.origin}/v1/nowhere/video_1`].map((address) =>
      provider.open({ video: "video_1", link: address }, patience()),
    ),
  );

  expect(snapshot).toEqual({ status: "succeeded", asset: { video: "video_1", link } });
  for (const { stream } of clips) stream.destroy();
  expect(server.calls.filter(({ route }) => route === "content").map(({ url }) => url)).toEqual(
    expect.arrayContaining(["/v1/videos/video_1/content?from=link", "/v1/videos/video_1/content"]),
  );
});

test("plain http to a public host is refused at start", async () => {
  const config = { apiKey: "x", baseUrl: "http://films.example.com/v1", models: "film-1=0" };
  const deps = {
    catalogue: readModels(),
    preparePicture: async () => {},
    log: createLog("silent"),
  };

  await expect(createOpenAiProvider(config, deps)).rejects.toThrow("OPENAI_BASE_URL");
});
