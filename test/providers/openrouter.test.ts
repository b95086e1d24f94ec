import { createHmac } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { dollars } from "../../src/money.ts";
import { createOpenRouterProvider } from "../../src/providers/openrouter/openrouter.ts";
import type { OpenRouterConfig } from "../../src/providers/openrouter/openrouter.ts";
import type { CallLimits } from "../../src/providers/http.ts";
import type { Model } from "../../src/providers/provider.ts";
import {
  addressedWebhooksContract,
  signedWebhooksContract,
} from "../contract/provider-webhooks.contract.ts";
import { studioContracts } from "../contract/studio.contract.ts";
import { createClock } from "../fakes/clock.ts";
import { LISTED, startOpenRouter } from "../fakes/openrouter-studio.ts";
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

type Fake = NonNullable<Parameters<typeof startOpenRouter>[0]>;

interface StageOptions {
  readonly config?: Partial<OpenRouterConfig>;
  readonly fake?: Fake;
  readonly catalogue?: readonly Model[];
  readonly limits?: CallLimits;
  /** When it begins, in epoch ms. */
  readonly at?: number;
}

async function openStage({ config, fake, catalogue, limits, at }: StageOptions = {}) {
  const clock = createClock(at);
  const studio = await startOpenRouter({ now: clock.now, ...fake });
  const darkroom = createDarkroom();
  const provider = createOpenRouterProvider(
    { apiKey: "sk-or-test", baseUrl: studio.baseUrl, ...(limits && { limits }), ...config },
    {
      catalogue: catalogue ?? [entry("openrouter")],
      preparePicture: darkroom.prepare,
      log: createLog("silent"),
      now: clock.now,
    },
  );
  return { clock, studio, provider, submit: submitting(provider), ...darkroom };
}

studioContracts(openStage, {
  ...USUAL,
  refusals: {
    refused: { status: 403, body: { error: { code: 403, message: "Flagged by moderation" } } },
    throttled: { status: 429, body: { error: { code: 429, message: "Slow down" } } },
    auth: { status: 401, body: { error: { code: 401, message: "No such key" } } },
  },
  sayings: {
    ...USUAL_SAYINGS,
    refused: { status: "failed", error: "The prompt was flagged by moderation." },
  },
});

const EVENT = {
  type: "video.generation.completed",
  data: { id: "film-1", status: "completed" },
};

async function openCalledBack(config?: Partial<OpenRouterConfig>) {
  const { provider, studio, clock } = await openStage({ ...(config && { config }) });
  const operation = { video: "film-1" };
  return { provider, event: EVENT, operation, now: clock.now(), close: () => studio.stop() };
}

const signedBy = (secret: string) => (body: Uint8Array, at: number) => {
  const time = Math.floor(at / 1_000);
  const mac = createHmac("sha256", secret).update(`${time},`).update(body).digest("hex");
  return new Headers({ "x-openrouter-signature": `t=${time},v1=${mac}` });
};

signedWebhooksContract(async () => {
  const stage = await openCalledBack({ webhookSecret: "a secret" });
  return { ...stage, sign: signedBy("a secret"), forge: signedBy("another secret") };
}, request());
addressedWebhooksContract(openCalledBack, request());

describe("openrouter", () => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  const fresh = async (options?: StageOptions) => (stage = await openStage(options));
  afterEach(() => stage.studio.stop());

  test("a submission says everything in its own words", async () => {
    const { submit, studio } = await fresh();

    await submit({ seconds: 8, aspect: "9:16", style: "noir" });

    expect(studio.bills[0]?.body).toEqual({
      model: "film/one",
      prompt: "a paper boat in the rain\n\nStyle: noir.",
      duration: 8,
      resolution: "720p",
      aspect_ratio: "9:16",
      generate_audio: true,
      seed: 7,
    });
    expect(studio.calls[0]?.headers.authorization).toBe("Bearer sk-or-test");
  });

  test("a silent model without a seed is asked for neither", async () => {
    const { submit, studio } = await fresh({
      catalogue: [entry("openrouter", { audio: false, seed: false })],
    });

    await submit();

    expect(studio.bills[0]?.body).toMatchObject({ generate_audio: false });
    expect(studio.bills[0]?.body).not.toHaveProperty("seed");
  });

  test("a model with pixels of its own is asked for them", async () => {
    const sizes = { "720p": { "16:9": "1344x768" } };
    const { submit, studio } = await fresh({ catalogue: [entry("openrouter", { sizes })] });

    await submit();

    expect(studio.bills[0]?.body).toMatchObject({ size: "1344x768" });
    expect(studio.bills[0]?.body).not.toHaveProperty("resolution");
  });

  test("the first and the last picture travel inside, at the film's size", async () => {
    const { submit, studio, prepared } = await fresh();

    await submit({ mode: "first-last", pictures: [picture("first"), picture("last")] });

    const url = `data:image/jpeg;base64,${Buffer.from("a prepared picture").toString("base64")}`;
    const image = { type: "image_url", image_url: { url } };
    expect(studio.bills[0]?.body["frame_images"]).toEqual([
      { ...image, frame_type: "first_frame" },
      { ...image, frame_type: "last_frame" },
    ]);
    expect(prepared.map(({ width, height }) => [width, height])).toEqual([
      [1280, 720],
      [1280, 720],
    ]);
  });

  test("references keep their own shape", async () => {
    const { submit, studio, prepared } = await fresh();

    await submit({ mode: "reference", pictures: [picture("reference", 1_000, 3_072)] });

    expect(studio.bills[0]?.body["input_references"]).toHaveLength(1);
    expect(prepared).toEqual([
      { from: join(tmpdir(), "reference.jpg"), width: 500, height: 1_536 },
    ]);
  });

  test.each(["edit", "extend"] as const)("to %s names the generation before", async (mode) => {
    const { submit, studio } = await fresh();
    const operation = await submit();

    await submit({ mode, source: { job: "job-0", operation } });

    expect(studio.bills[1]?.body).toMatchObject({ previous_job_id: "film-1" });
  });

  test("it calls back over https, and over nothing else", async () => {
    const { provider, studio } = await fresh();

    for (const webhookUrl of ["https://bot.example/webhooks/x", "http://bot.example/webhooks/x"]) {
      await provider.submit({ ...submission(), webhookUrl }, patience());
    }

    expect(studio.bills.map(({ body }) => body["callback_url"])).toEqual([
      "https://bot.example/webhooks/x",
      undefined,
    ]);
  });

  test.each([
    [{ cost: 0.37, is_byok: false }, { cost: dollars(0.37) }],
    [{ cost: 0.02, is_byok: true }, {}],
    [{ cost: null }, {}],
    [{ cost: "" }, {}],
    [{ cost: 1e10 }, {}],
    [undefined, {}],
  ])("a usage of %o is read as %o", async (usage, cost) => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { usage });

    expect(await provider.poll(operation, patience())).toEqual({
      status: "succeeded",
      asset: { video: "film-1" },
      ...cost,
    });
  });

  test.each([
    ["pending", { status: "queued" }],
    ["in_progress", { status: "running" }],
    ["cancelled", { status: "cancelled" }],
    ["expired", { status: "expired" }],
  ])("the status %s is read", async (status, expected) => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { status, usage: undefined });

    expect(await provider.poll(operation, patience())).toEqual(expected);
  });

  test.each([
    [400, { error: { message: "previous_job_id belongs to another model" } }, "invalid"],
    [402, { error: { code: 402, message: "Insufficient credits" } }, "billing"],
    [404, { error: { code: 404, message: "No endpoints found for film/one" } }, "invalid"],
    [409, { error: { code: 409, message: "Previous job is not completed" } }, "invalid"],
    [413, { error: { code: 413, message: "Too large" } }, "invalid"],
  ])("a submit answered by %i begins nothing", async (status, body, kind) => {
    const { submit, studio } = await fresh();
    studio.fail("create", { kind: "status", status, body });

    await expect(submit()).rejects.toMatchObject({ kind, mayHaveBegun: false });
  });
});

describe("what openrouter lists", () => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  const fresh = async (options?: StageOptions) => (stage = await openStage(options));
  afterEach(() => stage.studio.stop());

  async function listed(over: Record<string, unknown>, catalogue: readonly Model[] = []) {
    const { provider } = await fresh({
      fake: { models: [{ ...LISTED, ...over }] },
      catalogue,
    });
    await provider.check?.(patience());
    return provider.models();
  }

  test("is offered with its own abilities and prices", async () => {
    const [model] = await listed({});

    expect(model).toMatchObject({
      id: "film/one",
      name: "film/one",
      title: "Film: One",
      modes: ["text", "image", "first-last"],
      seconds: [4, 8, 12],
      aspects: ["16:9", "9:16"],
      resolutions: ["720p", "1080p"],
      audio: true,
      seed: true,
      pricePerSecond: { "720p": dollars(0.1), "1080p": dollars(0.2) },
    });
  });

  test("replaces what the catalogue says, and keeps what only the catalogue knows", async () => {
    const preset = entry("openrouter", {
      seconds: [5],
      typicalSeconds: 33,
      modes: ["text", "extend"],
    });

    const [model, ...others] = await listed({ supported_durations: [6, 10] }, [preset]);

    expect(model).toMatchObject({
      id: "film-1",
      seconds: [6, 10],
      typicalSeconds: 33,
      modes: ["text", "image", "first-last", "extend"],
    });
    expect(others).toEqual([]);
  });

  test.each([
    [{ duration_seconds: "0.112", duration_seconds_with_audio: "0.168" }, 0.168, 0.168],
    [{ duration_seconds_with_audio: "0.4", duration_seconds_with_audio_4k: "0.6" }, 0.4, 0.4],
    [{ cents_per_second_output: "12" }, 0.12, 0.12],
    [
      { cents_per_video_output_second_720p: "7", cents_per_video_output_second_1080p: "14" },
      0.07,
      0.14,
    ],
    [
      {
        text_to_video_duration_seconds_720p: "0.1",
        image_to_video_duration_seconds_720p: "0.15",
        duration_seconds: "0.2",
      },
      0.15,
      0.2,
    ],
    [{ video_tokens: "0.000007" }, 0.1512, 0.3402],
  ])("prices as %o are read", async (pricing_skus, hd, fullHd) => {
    const [model] = await listed({ pricing_skus });

    expect(model?.pricePerSecond).toEqual({ "720p": dollars(hd), "1080p": dollars(fullHd) });
  });

  test("a silent one costs what silence costs", async () => {
    const pricing_skus = {
      duration_seconds_with_audio: "0.2",
      duration_seconds_without_audio: "0.05",
    };

    const [model] = await listed({ generate_audio: false, pricing_skus });

    expect(model?.pricePerSecond).toEqual({ "720p": dollars(0.05), "1080p": dollars(0.05) });
  });

  test.each([
    ["a picture to begin with", { cents_per_image_input: "1" }, ["first"], 0.41],
    ["two pictures", { cents_per_image_input: "1" }, ["first", "last"], 0.42],
    ["references", { reference_images: "0.04" }, ["reference", "reference"], 0.48],
    ["no picture", { cents_per_image_input: "1", reference_images: "0.04" }, [], 0.4],
    ["less than the least", { minimum_cents_per_generation: "56" }, [], 0.56],
    ["more than the least", { minimum_cents_per_generation: "12" }, [], 0.4],
    ["a price for itself", { generate: "0.05" }, [], 0.45],
  ] as const)("what stands beside the second is quoted: %s", async (_name, skus, roles, usd) => {
    const { provider } = await fresh({
      fake: { models: [{ ...LISTED, pricing_skus: { duration_seconds: "0.1", ...skus } }] },
    });
    await provider.check?.(patience());
    const [role] = roles;
    const mode = role === undefined ? "text" : role === "reference" ? role : "image";

    const quote = await provider.quote(
      request({ mode, pictures: roles.map((one) => picture(one)) }),
    );

    expect(quote).toBe(dollars(usd));
  });

  test("with a price that nobody can read it stays known, and costs nobody knows what", async () => {
    const { provider } = await fresh({
      fake: { models: [{ ...LISTED, pricing_skus: { duration_seconds: "0.1", per_dream: "1" } }] },
    });

    const live = await provider.check?.(patience());

    expect([...(live ?? [])]).toEqual(["film-1"]);
    expect(provider.models()).toMatchObject([{ id: "film-1", pricePerSecond: {} }]);
    await expect(provider.quote(request())).rejects.toMatchObject({ name: "UserError" });
  });

  test.each([
    [{ pricing_skus: null }],
    [{ pricing_skus: { duration_seconds: "0.1", per_dream: "1" } }],
    [{ pricing_skus: { duration_seconds: "-1" } }],
    [{ pricing_skus: { duration_seconds: "" } }],
    [{ pricing_skus: { per_megapixel_second: "0.1" } }],
    [{ supported_durations: null }],
    [{ supported_aspect_ratios: ["21:9"] }],
    [{ supported_resolutions: ["480p"], supported_sizes: ["848x480"] }],
  ])("with %o it cannot be offered", async (over) => {
    expect(await listed(over)).toEqual([]);
  });

  test("in 768 lines counts as 720p, with its own pixels", async () => {
    const [model] = await listed({
      supported_resolutions: ["768p"],
      supported_sizes: ["1344x768", "768x1344"],
      pricing_skus: { duration_seconds_768p: "0.08" },
    });

    expect(model).toMatchObject({
      resolutions: ["720p"],
      sizes: { "720p": { "16:9": "1344x768", "9:16": "768x1344" } },
      pricePerSecond: { "720p": dollars(0.08) },
    });
  });

  test("an id that another provider has is told apart", async () => {
    const other = entry("openai", { id: "film/one" });

    const models = await listed({}, [other]);

    expect(models.map(({ id, name }) => [id, name])).toEqual([["openrouter/film/one", "film/one"]]);
  });

  test("tells which models live, and a dead one stays known", async () => {
    const dead = entry("openrouter", { id: "film-0", name: "film/zero" });
    const { provider } = await fresh({ catalogue: [dead, entry("openrouter")] });

    const live = await provider.check?.(patience());

    expect([...(live ?? [])]).toEqual(["film-1"]);
    expect(provider.models().map(({ id }) => id)).toEqual(["film-0", "film-1"]);
  });

  test("switches nothing off where it is empty", async () => {
    const { provider } = await fresh({ fake: { models: [] } });

    await expect(provider.check?.(patience())).rejects.toMatchObject({ name: "ProviderError" });
    expect(provider.models().map(({ id }) => id)).toEqual(["film-1"]);
  });

  test("is asked for again when it could not be had, and the catalogue serves meanwhile", async () => {
    const { provider, studio, clock } = await fresh();
    studio.fail("models", { kind: "status", status: 502 });

    const error = await provider.check?.(patience()).catch((reason: unknown) => reason);
    const before = studio.calls.length;
    provider.models();
    clock.advance(2 * 60_000);
    const models = provider.models();

    await expect.poll(() => studio.calls.length).toBe(before + 1);
    expect(error).toMatchObject({ kind: "unavailable" });
    expect(models.map(({ id }) => id)).toEqual(["film-1"]);
  });
});
