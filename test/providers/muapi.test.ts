import { afterEach, describe, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import { createMuApiProvider } from "../../src/providers/muapi/muapi.ts";
import type { CallLimits } from "../../src/providers/http.ts";
import type { Model } from "../../src/providers/provider.ts";
import { providerUploadsContract } from "../contract/provider-uploads.contract.ts";
import { studioContracts } from "../contract/studio.contract.ts";
import { createClock } from "../fakes/clock.ts";
import { startMuApi } from "../fakes/muapi-studio.ts";
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

const FILM = entry("muapi", { name: "film-one-*", family: "veo", modes: ["text", "image"] });

interface StageOptions {
  readonly fake?: Parameters<typeof startMuApi>[0];
  readonly catalogue?: readonly Model[];
  readonly limits?: CallLimits;
  /** When it begins, in epoch ms. */
  readonly at?: number;
}

async function openStage({ fake, catalogue = [FILM], limits, at }: StageOptions = {}) {
  const clock = createClock(at);
  const studio = await startMuApi({ now: clock.now, ...fake });
  const darkroom = createDarkroom();
  const provider = createMuApiProvider(
    { apiKey: "mu-test", baseUrl: studio.baseUrl, ...(limits && { limits }) },
    { catalogue, preparePicture: darkroom.prepare, now: clock.now },
  );
  return { clock, studio, provider, submit: submitting(provider), ...darkroom };
}

studioContracts(openStage, {
  ...USUAL,
  refusals: {
    refused: { status: 400, body: { error: { type: "content_policy", message: "Not that." } } },
    throttled: { status: 429, body: { detail: "Slow down" } },
    auth: { status: 401, body: { detail: "Invalid API key" } },
  },
  sayings: {
    ...USUAL_SAYINGS,
    refused: { status: "failed", error: "Your prompt was flagged by our safety system." },
  },
});

providerUploadsContract(
  async () => {
    const { provider, studio } = await openStage();
    return { provider, studio, address: `${studio.origin}/files/upload.jpg` };
  },
  { request: request(), steps: ["upload"], create: "create" },
);

describe("muapi", () => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  const fresh = async (options?: StageOptions) => (stage = await openStage(options));
  afterEach(() => stage.studio.stop());

  const withFamily = (family: string, name: string, over: Partial<Model>) =>
    fresh({ catalogue: [entry("muapi", { family, name, ...over })] });

  test("a mode is a path of its own, with the key in its header", async () => {
    const { submit, studio } = await fresh();

    await submit({ seconds: 8, aspect: "9:16" });

    expect(studio.bills).toMatchObject([
      {
        path: "/api/v1/film-one-text-to-video",
        body: {
          prompt: "a paper boat in the rain",
          duration: 8,
          aspect_ratio: "9:16",
          resolution: "720p",
        },
      },
    ]);
    expect(studio.calls[0]?.headers["x-api-key"]).toBe("mu-test");
  });

  test("a picture is named by the address where it lies", async () => {
    const { submit, studio } = await fresh();

    await submit({ mode: "image", pictures: [picture("first")] });

    expect(studio.bills[0]).toMatchObject({
      path: "/api/v1/film-one-image-to-video",
      body: { image_url: `${studio.origin}/files/upload.jpg` },
    });
  });

  test("a storyboard is one film of scenes", async () => {
    const { submit, studio } = await withFamily("sora-pro", "openai-sora-2-pro-*", {
      modes: ["storyboard"],
      seconds: [10, 15],
    });
    const shots = [
      { prompt: "a boat", seconds: 4 },
      { prompt: "a storm", seconds: 6 },
    ];

    await submit({ mode: "storyboard", seconds: 10, shots, style: "noir" });

    expect(studio.bills).toEqual([
      expect.objectContaining({
        path: "/api/v1/openai-sora-2-pro-storyboard",
        body: {
          shots: [
            { scene: "a boat\n\nStyle: noir.", duration: 4 },
            { scene: "a storm\n\nStyle: noir.", duration: 6 },
          ],
          duration: 10,
          aspect_ratio: "16:9",
        },
      }),
    ]);
  });

  test.each([
    ["sora", "openai-sora-2-*", "edit", "openai-sora-2-video-to-video-remix", "video_id"],
    ["veo", "veo3.1-*", "extend", "veo3.1-extend-video", "request_id"],
  ] as const)("%s goes on from its own film", async (family, name, mode, slug, field) => {
    const { submit, studio } = await withFamily(family, name, { modes: ["text", mode] });
    const operation = await submit();

    await submit({ mode, source: { job: "job-0", operation } });

    expect(studio.bills[1]).toMatchObject({ path: `/api/v1/${slug}`, body: { [field]: "film-1" } });
  });

  test.each([
    ["veo", "veo3.1-*", "veo3.1-reference-to-video", { resolution: "720p" }],
    ["seedance", "seedance-2.5-*", "seedance-2.5-omni-reference", { seed: 7 }],
  ])("%s films from references", async (family, name, slug, fields) => {
    const { submit, studio } = await withFamily(family, name, { modes: ["reference"] });

    await submit({ mode: "reference", pictures: [picture("reference"), picture("reference")] });

    const url = `${studio.origin}/files/upload.jpg`;
    expect(studio.bills[0]).toMatchObject({
      path: `/api/v1/${slug}`,
      body: { images_list: [url, url], generate_audio: true, duration: 4, ...fields },
    });
  });

  test("a mode that the family lacks is not on offer", async () => {
    const { provider } = await withFamily("kling", "kling-v3.0-pro-*", {
      modes: ["text", "storyboard"],
    });

    expect(provider.models()[0]?.modes).toEqual(["text"]);
  });

  test("it is told where to call back", async () => {
    const { provider, studio } = await fresh();
    const webhookUrl = "https://bot.example/webhooks/muapi/job-1?signature=abc&more=yes";

    await provider.submit({ ...submission(), webhookUrl }, patience());

    expect(studio.calls[0]?.url.searchParams.get("webhook")).toBe(webhookUrl);
  });

  test.each([
    [{ amount_usd: 0.8, refunded: false }, { cost: dollars(0.8) }],
    [{ amount_usd: 0.8, refunded: true }, { cost: dollars(0) }],
    [{ amount_usd: "0.8", refunded: null }, { cost: dollars(0.8) }],
    [{ amount_usd: null, refunded: true }, { cost: dollars(0) }],
    [{ amount_usd: null, refunded: false }, {}],
    [{ amount_usd: "", amount_credits: 50 }, {}],
    [{ amount_usd: "unknown" }, {}],
    [0.5, { cost: dollars(0.5) }],
    [null, {}],
  ])("a cost of %o is read as %o", async (cost, expected) => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { cost });

    const snapshot = await provider.poll(operation, patience());

    const asset = { url: `${studio.origin}/files/film-1.mp4` };
    expect(snapshot).toEqual({ status: "succeeded", asset, ...expected });
  });

  test("what was filmed until it was stopped is told with it", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { status: "cancelled", cost: 0.1 });

    const snapshot = await provider.poll(operation, patience());

    expect(snapshot).toEqual({ status: "cancelled", cost: dollars(0.1) });
  });

  test("an end without a video is a failure", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { outputs: [] });

    expect(await provider.poll(operation, patience())).toMatchObject({ status: "failed" });
  });

  test("an unsigned webhook is a hint and nothing else", async () => {
    const { provider } = await fresh();
    const say = (text: string) => provider.webhook(new TextEncoder().encode(text), new Headers());

    expect(await say('{"id":"film-1","status":"completed"}')).toEqual({
      operations: [{ request: "film-1" }],
    });
    expect(await say("nonsense")).toEqual({ operations: [] });
  });

  test.each([
    [["film-one-image-to-video"], ["film-1"]],
    [["another"], []],
  ])("with %o on its list, %o live", async (slugs, live) => {
    const { provider } = await fresh({ fake: { slugs } });

    expect([...((await provider.check?.(patience())) ?? [])]).toEqual(live);
  });

  test("a list that nobody can read switches nothing off", async () => {
    const { provider } = await fresh({ fake: { slugs: [] } });

    await expect(provider.check?.(patience())).rejects.toMatchObject({ name: "ProviderError" });
  });
});
