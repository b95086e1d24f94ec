import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import { readModels } from "../../src/providers/catalogue.ts";
import { LIMITS } from "../../src/providers/http.ts";
import {
  listedModels,
  namedModels,
  parseOpenAiModels,
} from "../../src/providers/openai/offered-models.ts";
import { PROFILES } from "../../src/providers/openai/profiles.ts";
import { baseUrlOf, createClients } from "../../src/providers/openai/client.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import type { FakeOpenAi } from "../fakes/openai-server.ts";
import { openStage } from "./openai-stage.ts";

const known = readModels().filter(({ provider }) => provider === "openai");
const generic = { known, profile: PROFILES.generic, isPrivate: true };

let server: FakeOpenAi | undefined;
afterEach(() => server?.stop());

async function clientOf(models: string[]) {
  server = await startOpenAiServer({ models });
  const baseUrl = new URL(server.baseUrl);
  const namedHosts = [baseUrl.host];
  const account = { apiKey: "x", baseUrl, webhookSecret: undefined, namedHosts };
  return createClients({ ...account, limits: LIMITS }).ask;
}

test("the operator's models are ids and dollars by second", () => {
  expect(parseOpenAiModels("film-1=0.10, vendor/film:2=0,")).toEqual([
    { id: "film-1", usdPerSecond: 0.1 },
    { id: "vendor/film:2", usdPerSecond: 0 },
  ]);
});

test.each(["film-1", "film-1=cheap", "=1", "film-1=-1"])("%s is refused in words", (text) => {
  expect(() => parseOpenAiModels(text)).toThrow("OPENAI_MODELS: ");
});

test("a named model that nobody knows films what most can", () => {
  const [model] = namedModels([{ id: "film-1", usdPerSecond: 0.1 }], generic);

  expect(model).toMatchObject({
    id: "film-1",
    name: "film-1",
    modes: ["text", "image"],
    seconds: [4, 8, 12],
    aspects: ["16:9", "9:16"],
    resolutions: ["720p"],
    pricePerSecond: { "720p": dollars(0.1) },
  });
});

test("a named model that is known has its abilities, the operator's price, and no retirement", () => {
  const [sora, h3] = namedModels(parseOpenAiModels("sora-2=0.2,h3=0"), generic);

  expect(sora).toMatchObject({ seconds: [4, 8, 12, 16, 20], retiresOn: undefined });
  expect(sora!.pricePerSecond).toEqual({ "720p": dollars(0.2) });
  expect(h3).toMatchObject({ id: "h3", name: "MiniMaxAI/MiniMax-H3" });
});

test.each([
  ["sora-2-pro=0.30", { "720p": dollars(0.3), "1080p": dollars(0.7) }],
  ["sora-2-pro=0.15", { "720p": dollars(0.15), "1080p": dollars(0.35) }],
  ["sora-2-pro=0", { "720p": 0, "1080p": 0 }],
])("%s is for the cheapest resolution: a finer one costs more as ever", (text, prices) => {
  const [model] = namedModels(parseOpenAiModels(text), generic);

  expect(model!.pricePerSecond).toEqual(prices);
});

test("a server in the private network films without a price, by its own list", async () => {
  const client = await clientOf(["film-1", "MiniMaxAI/MiniMax-H3"]);

  const models = await listedModels(client, generic);

  expect(models.map(({ id, pricePerSecond }) => [id, pricePerSecond])).toEqual([
    ["film-1", { "720p": 0 }],
    ["h3", { "720p": 0 }],
  ]);
});

test("a public server offers only what it is known to cost", async () => {
  const client = await clientOf(["film-1", "MiniMaxAI/MiniMax-H3", "minimax/h3"]);

  const models = await listedModels(client, { ...generic, isPrivate: false });

  expect(models.map(({ id, pricePerSecond }) => [id, pricePerSecond])).toEqual([
    ["minimax/h3", { "720p": 72_000 }],
  ]);
});

test.each(["openai", "litellm"] as const)(
  "a server of the kind %s, which lists all kinds of models, offers only those that film",
  async (profile) => {
    const client = await clientOf(["gpt-9", "minimax/h3"]);

    const models = await listedModels(client, { ...generic, profile: PROFILES[profile] });

    expect(models.map(({ id }) => id)).toEqual(["minimax/h3"]);
  },
);

test("what a server cannot, its models cannot", () => {
  const named = [{ id: "h3", usdPerSecond: 0 }];
  const can = (profile: keyof typeof PROFILES) =>
    namedModels(named, { ...generic, profile: PROFILES[profile] }).map(
      ({ seed, cancel, progress }) => ({ seed, cancel, progress }),
    );

  expect(can("openai")).toEqual([{ seed: false, cancel: false, progress: true }]);
  expect(can("vllm-omni")).toEqual([{ seed: true, cancel: true, progress: false }]);
  expect(can("sglang")).toEqual([{ seed: true, cancel: false, progress: false }]);
  expect(can("litellm")).toEqual([{ seed: false, cancel: false, progress: true }]);
});

test("vllm-omni is sent the seed and not the model's name", async () => {
  const stage = await openStage({ profile: "vllm-omni", models: "h3=0" });

  await stage.submit({ model: "h3" });

  expect(stage.server.bills).toMatchObject([{ model: "film-1", seed: "7", size: "1344x768" }]);
  await stage.server.stop();
});

test("a server that is down at start is asked again when its models are wanted", async () => {
  const stage = await openStage({ models: undefined });
  expect(stage.provider.models().map(({ id }) => id)).toEqual(["film-1"]);
  stage.server.fail("models", { kind: "status", status: 503 });
  stage.clock.advance(11 * 60_000);

  stage.provider.models();

  await expect.poll(() => stage.server.calls.length).toBe(2);
  expect(stage.provider.models().map(({ id }) => id)).toEqual(["film-1"]);
  await stage.server.stop();
});

test.each([
  "https://films.example.com/v1",
  "http://127.0.0.1:8000/v1",
  "http://[::1]:8000/v1",
  "http://10.1.2.3/v1",
  "http://sglang:30000/v1",
  "http://gpu.lan/v1",
])("the base URL %s is allowed", (text) => {
  expect(baseUrlOf(text).href).toBe(text);
});

test.each(["http://films.example.com/v1", "http://8.8.8.8/v1", "ftp://127.0.0.1/v1", "films"])(
  "the base URL %s is refused in words",
  (text) => {
    expect(() => baseUrlOf(text)).toThrow("OPENAI_BASE_URL");
  },
);
