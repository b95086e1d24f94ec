import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import { createEachLabsProvider } from "../../src/providers/eachlabs/eachlabs.ts";
import type { EachLabsConfig } from "../../src/providers/eachlabs/eachlabs.ts";
import { linkIn } from "../../src/providers/eachlabs/link.ts";
import type { CallLimits } from "../../src/providers/http.ts";
import type { Model } from "../../src/providers/provider.ts";
import { providerSourcesContract } from "../contract/provider-sources.contract.ts";
import { providerUploadsContract } from "../contract/provider-uploads.contract.ts";
import {
  addressedWebhooksContract,
  signedWebhooksContract,
} from "../contract/provider-webhooks.contract.ts";
import { studioContracts } from "../contract/studio.contract.ts";
import { createClock } from "../fakes/clock.ts";
import { startEachLabs } from "../fakes/eachlabs-studio.ts";
import {
  createDarkroom,
  entry,
  patience,
  picture,
  request,
  submission,
  submitting,
  USUAL,
  USUAL_SAYINGS,
} from "./studio-stage.ts";

const TIMELINE = { queued: 1_000, filming: 1_000 };
const FILM = entry("eachlabs", {
  name: "film-one-*",
  family: "veo",
  modes: ["text", "image", "extend"],
  cancel: true,
});

interface StageOptions {
  readonly fake?: Parameters<typeof startEachLabs>[0];
  readonly config?: Partial<EachLabsConfig>;
  readonly catalogue?: readonly Model[];
  readonly limits?: CallLimits;
  /** When it begins, in epoch ms. */
  readonly at?: number;
}

async function openStage({ fake, catalogue = [FILM], config, limits, at }: StageOptions = {}) {
  const clock = createClock(at);
  const studio = await startEachLabs({ now: clock.now, ...fake });
  const darkroom = createDarkroom();
  const provider = createEachLabsProvider(
    { apiKey: "each-test", baseUrl: studio.baseUrl, ...(limits && { limits }), ...config },
    { catalogue, preparePicture: darkroom.prepare, now: clock.now },
  );
  return { clock, studio, provider, submit: submitting(provider), ...darkroom };
}

studioContracts(openStage, {
  ...USUAL,
  refusals: {
    refused: { status: 422, body: { error: { code: "content_policy", message: "Not that." } } },
    throttled: { status: 429, body: { error: "Concurrency cap reached" } },
    auth: { status: 401, body: { error: "Invalid or missing API key" } },
  },
  sayings: {
    ...USUAL_SAYINGS,
    refused: {
      status: "error",
      output: { error_code: "content_policy_violation", error_message: "No." },
    },
  },
});

providerUploadsContract(
  async () => {
    const { provider, studio } = await openStage();
    return { provider, studio, address: `${studio.origin}/files/upload-1.jpg` };
  },
  { request: request(), steps: ["presign", "upload"], create: "create" },
);

providerSourcesContract(
  async () => {
    const { provider, studio } = await openStage();
    const { origin } = studio;
    return {
      provider,
      studio,
      film: `${origin}/files/film-1.mp4`,
      address: `${origin}/files/upload-1.jpg`,
    };
  },
  { request: request(), onward: request({ mode: "extend" }), upload: "upload" },
);

const EVENT = { exec_id: "film-1", flow_id: null, status: "succeeded" };

async function openCalledBack(config?: Partial<EachLabsConfig>) {
  const { provider, studio, clock } = await openStage({ ...(config && { config }) });
  const operation = { prediction: "film-1" };
  return { provider, event: EVENT, operation, now: clock.now(), close: () => studio.stop() };
}

const signedBy = (secret: string) => (body: Uint8Array, at: number) => {
  const time = String(Math.floor(at / 1_000));
  const mac = createHmac("sha256", secret).update(`${time}.`).update(body).digest("hex");
  return new Headers({ "x-webhook-signature": `sha256=${mac}`, "x-webhook-timestamp": time });
};

signedWebhooksContract(async () => {
  const stage = await openCalledBack({ webhookSecret: "a secret" });
  return { ...stage, sign: signedBy("a secret"), forge: signedBy("another secret") };
}, request());
addressedWebhooksContract(openCalledBack, request());

describe("eachlabs", () => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  const fresh = async (options?: StageOptions) => (stage = await openStage(options));
  afterEach(() => stage.studio.stop());

  test("a prediction names its model and what goes into it", async () => {
    const { submit, studio } = await fresh();

    await submit({ seconds: 8, resolution: "1080p" });

    expect(studio.bills[0]?.body).toEqual({
      model: "film-one-text-to-video",
      version: "1.0.0",
      input: {
        prompt: "a paper boat in the rain",
        duration: 8,
        aspect_ratio: "16:9",
        resolution: "1080p",
        seed: 7,
      },
    });
    expect(studio.calls[0]?.headers).toMatchObject({
      authorization: "Bearer each-test",
      // As its older pages say.
      "x-api-key": "each-test",
    });
  });

  test("a picture is left where it says, with the headers that it says", async () => {
    const { submit, studio } = await fresh();

    await submit({ mode: "image", pictures: [picture("first")] });

    const put = studio.calls.find(({ route }) => route === "upload");
    expect(put?.headers).toMatchObject({
      "x-amz-meta-file-id": "upload-1",
      "content-type": "image/jpeg",
    });
    expect(studio.bills[0]?.body).toMatchObject({
      model: "film-one-image-to-video",
      input: { image_url: `${studio.origin}/files/upload-1.jpg` },
    });
  });

  test("it goes on from where its own film lies", async () => {
    const { submit, studio } = await fresh();
    const operation = await submit();

    await submit({ mode: "extend", source: { job: "job-0", operation } });

    expect(studio.bills[1]?.body).toMatchObject({
      model: "film-one-extend-video",
      input: { video_url: `${studio.origin}/files/film-1.mp4` },
    });
  });

  test("where only the film itself is gone that it should go on from, nothing begins", async () => {
    const { submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { output: null });

    const onwards = submit({ mode: "extend", source: { job: "job-0", operation } });

    await expect(onwards).rejects.toMatchObject({ kind: "invalid", mayHaveBegun: false });
    expect(studio.bills).toHaveLength(1);
  });

  test("the secret of its webhooks goes along, and only with an address", async () => {
    const { provider, submit, studio } = await fresh({ config: { webhookSecret: "a secret" } });

    await submit();
    await provider.submit({ ...submission(), webhookUrl: "https://bot.example/w" }, patience());

    expect(studio.bills[0]?.body).not.toHaveProperty("webhook_secret");
    expect(studio.bills[1]?.body).toMatchObject({
      webhook_url: "https://bot.example/w",
      webhook_secret: "a secret",
    });
  });

  test.each([null, "", "unknown", -1, 1e10])("a cost of %o is none", async (cost) => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { metrics: { cost } });

    expect(await provider.poll(operation, patience())).not.toHaveProperty("cost");
  });

  test("a film that succeeded tells what it cost", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();

    expect(await provider.poll(operation, patience())).toEqual({
      status: "succeeded",
      asset: { url: `${studio.origin}/files/film-1.mp4` },
      cost: dollars(0.4),
    });
  });

  test.each([
    [{ error_code: "INTERNAL", error_message: "GPU lost" }, "unknown", "GPU lost"],
    [{ error_code: "PROVIDER_REJECTED", error_message: "Adjust it." }, "refused", "Adjust it."],
    [{ error_code: "INPUT_VALIDATION_ERROR", error_message: "Bad." }, "invalid", "Bad."],
    [{ error_code: "PROVIDER_RATE_LIMIT", error_message: "Wait." }, "throttled", "Wait."],
    [{ error_code: "WORKER_LOST", error_message: "Again." }, "unavailable", "Again."],
    [{ error_code: "PROVIDER_AUTH_ERROR", error_message: "Later." }, "unavailable", "Later."],
    ["The request was flagged", "refused", "The request was flagged"],
    [null, "unknown", "The provider gave no reason."],
  ])("a failure with %o is told", async (output, kind, reason) => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { status: "error", output });

    expect(await provider.poll(operation, patience())).toEqual({ status: "failed", kind, reason });
  });

  test("what was filmed until it was stopped is told with it", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { status: "cancelled", metrics: { cost: 0.1 } });

    const snapshot = await provider.poll(operation, patience());
    const outcome = await provider.cancel(operation, patience());

    expect(snapshot).toEqual({ status: "cancelled", cost: dollars(0.1) });
    expect(outcome).toEqual({ outcome: "cancelled", cost: dollars(0.1) });
  });

  test.each([400, 404])(
    "a cancel that comes too late (%i) leaves it to the poll",
    async (status) => {
      const { provider, submit, studio } = await fresh({ fake: { timeline: TIMELINE } });
      const operation = await submit();
      studio.fail("cancel", { kind: "status", status, body: { error: "It has ended." } });

      expect(await provider.cancel(operation, patience())).toEqual({ outcome: "requested" });
    },
  );

  test("what still runs is asked to stop, and the next poll tells", async () => {
    const { provider, submit, studio } = await fresh({ fake: { timeline: TIMELINE } });
    const operation = await submit();

    const outcome = await provider.cancel(operation, patience());
    const snapshot = await provider.poll(operation, patience());
    const again = await provider.cancel(operation, patience());

    expect([outcome, snapshot, again]).toEqual([
      { outcome: "requested" },
      { status: "cancelled" },
      { outcome: "cancelled" },
    ]);
    expect(studio.calls.filter(({ route }) => route === "cancel")).toHaveLength(1);
  });

  test("a lost submission is found by the address that only it was given", async () => {
    const { provider, studio, clock } = await fresh();
    const webhookUrl = "https://bot.example/webhooks/eachlabs/job-1?signature=abc";
    studio.webhooks.push(
      { execution_id: "film-9", url: webhookUrl },
      { execution_id: "film-8", url: "https://bot.example/webhooks/eachlabs/job-2" },
      { execution_id: null, url: webhookUrl },
    );
    const lost = { ...submission(), submittedAt: clock.now() };

    expect(await provider.find({ ...lost, webhookUrl }, patience())).toEqual([
      { prediction: "film-9" },
    ]);
    expect(await provider.find(lost, patience())).toEqual([]);
  });

  test("a webhook may name its film as a workflow does", async () => {
    const { provider } = await fresh();
    const body = new TextEncoder().encode('{"execution_id":"film-1","status":"succeeded"}');

    const hint = await provider.webhook(body, new Headers(), request());

    expect(hint).toEqual({ operations: [{ prediction: "film-1" }] });
  });

  test("tells which models live", async () => {
    const dead = entry("eachlabs", { id: "film-0", name: "film-zero-*", family: "wan" });
    const { provider } = await fresh({ catalogue: [dead, FILM] });

    expect([...((await provider.check?.(patience())) ?? [])]).toEqual(["film-1"]);
  });

  test("a list as long as it may be says nothing about what it leaves out", async () => {
    const slugs = Array.from({ length: 500 }, (_, index) => `picture-${index}`);
    const { provider } = await fresh({ fake: { slugs } });

    expect([...((await provider.check?.(patience())) ?? [])]).toEqual(["film-1"]);
  });
});

test.each([
  ["https://cdn.example/a.mp4", "https://cdn.example/a.mp4"],
  [["https://cdn.example/a.jpg", "https://cdn.example/b.mp4?x=1"], "https://cdn.example/b.mp4?x=1"],
  [{ video: { url: "https://cdn.example/c" } }, "https://cdn.example/c"],
  [
    { input_video: "https://cdn.example/source.mp4", video: { url: "https://cdn.example/d.mp4" } },
    "https://cdn.example/d.mp4",
  ],
  [
    { source: ["https://cdn.example/source.mp4"], extra: "https://cdn.example/e.mp4" },
    "https://cdn.example/e.mp4",
  ],
  [
    { thumbnail: "https://cdn.example/t.jpg", video: "https://cdn.example/v?id=1" },
    "https://cdn.example/v?id=1",
  ],
  [
    { size: "https://cdn.example/x", output: "https://cdn.example/v?id=2" },
    "https://cdn.example/v?id=2",
  ],
  [{ text: "no address" }, undefined],
  [null, undefined],
])("the clip of %o lies at %s", (output, url) => {
  expect(linkIn(output)).toBe(url);
});
