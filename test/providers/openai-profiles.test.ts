import { afterEach, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { readModels } from "../../src/providers/catalogue.ts";
import { createOpenAiProvider } from "../../src/providers/openai/openai.ts";
import type { ProfileName } from "../../src/providers/openai/profiles.ts";
import type { CallLimits } from "../../src/providers/http.ts";
import { providerFaultsContract } from "../contract/provider-faults.contract.ts";
import { providerSayingsContract } from "../contract/provider-sayings.contract.ts";
import { providerContract } from "../contract/provider.contract.ts";
import { createClock } from "../fakes/clock.ts";
import { startLitellm } from "../fakes/litellm-studio.ts";
import { startSglang } from "../fakes/sglang-studio.ts";
import { startVllmOmni } from "../fakes/vllm-omni-studio.ts";
import {
  createDarkroom,
  patience,
  picture,
  QUICK_LIMITS,
  request,
  submission,
} from "./studio-stage.ts";

const TIMELINE = { queued: 1_000, filming: 1_000 };
const ROUTES = { submit: "create", poll: "retrieve", content: "content" } as const;

/** The servers of this shape that are not OpenAI's, each as its own router reads and answers. */
const PROFILES = {
  sglang: startSglang,
  "vllm-omni": startVllmOmni,
  litellm: startLitellm,
} satisfies Partial<Record<ProfileName, unknown>>;
type Profile = keyof typeof PROFILES;

async function openStage(profile: Profile, limits?: CallLimits, at?: number) {
  const clock = createClock(at);
  const studio = await PROFILES[profile]({ now: clock.now, timeline: TIMELINE });
  const darkroom = createDarkroom();
  const provider = await createOpenAiProvider(
    {
      apiKey: "sk-test",
      baseUrl: studio.baseUrl,
      profile,
      models: "film-1=0.10",
      ...(limits && { limits }),
    },
    {
      catalogue: readModels(),
      preparePicture: darkroom.prepare,
      log: createLog("silent"),
      now: clock.now,
    },
  );
  const submit = (...over: Parameters<typeof submission>) =>
    provider.submit(submission(...over), patience());
  return { clock, studio, provider, submit, onPicture: darkroom.onPicture };
}

const ANSWERS = {
  refused: { status: 400, body: { error: { code: "content_policy_violation", message: "No." } } },
  throttled: { status: 429, body: { detail: "Too many requests" } },
  auth: { status: 401, body: { detail: "Unauthorized" } },
} as const;

describe.each(Object.keys(PROFILES) as Profile[])("%s", (profile) => {
  providerContract(async () => {
    const { provider, studio, clock, onPicture } = await openStage(profile);
    return {
      provider,
      onPicture,
      request: request(),
      begun: () => studio.bills.length,
      finish: async () => clock.advance(3_000),
      refuseNext: (kind) => studio.fail("create", { kind: "status", ...ANSWERS[kind] }),
      close: () => studio.stop(),
    };
  });

  providerFaultsContract(async (at) => {
    const { provider, studio, clock } = await openStage(profile, QUICK_LIMITS, at);
    return {
      provider,
      request: request(),
      begun: () => studio.bills.length,
      fail: (call, fault) => studio.fail(ROUTES[call], fault),
      finish: async () => clock.advance(3_000),
      close: () => studio.stop(),
    };
  });

  const sayings = {
    "a word of tomorrow": { status: "dreaming" },
    refused: { status: "failed", error: { code: "content_policy_violation", message: "No." } },
    cancelled: { status: "cancelled" },
  };

  providerSayingsContract(async () => {
    const { provider, studio } = await openStage(profile);
    return {
      provider,
      request: request(),
      says: (saying) =>
        saying === "nothing at all" ? studio.forget() : studio.set("film-1", sayings[saying]),
      close: () => studio.stop(),
    };
  });
});

describe("what only one of them does", () => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  const fresh = async (profile: Profile) => (stage = await openStage(profile));
  afterEach(() => stage.studio.stop());

  test.each([
    ["sglang", { prompt: "a boat", model: "film-1", seconds: "4", size: "1280x720" }],
    ["vllm-omni", { prompt: "a boat", seconds: "4", size: "1280x720" }],
    ["litellm", { prompt: "a boat", model: "film-1", seconds: "4", size: "1280x720" }],
  ] as const)("%s is asked only for what it reads", async (profile, fields) => {
    const { submit, studio } = await fresh(profile);

    await submit({ prompt: "a boat", mode: "image", pictures: [picture("first")] });

    const reference = { type: "image/jpeg", bytes: 18 };
    expect(studio.bills[0]?.body).toEqual({ ...fields, input_reference: reference });
  });

  test.each([
    ["sglang", ["queued", "queued", "succeeded"]],
    ["vllm-omni", ["queued", "running", "succeeded"]],
    ["litellm", ["running", "running", "succeeded"]],
  ] as const)("%s shows no progress that it does not know", async (profile, statuses) => {
    const { provider, submit, clock } = await fresh(profile);
    const operation = await submit();

    const snapshots = [];
    for (const wait of [0, 1_500, 1_500]) {
      clock.advance(wait);
      snapshots.push(await provider.poll(operation, patience()));
    }

    expect(snapshots.map(({ status }) => status)).toEqual(statuses);
    for (const snapshot of snapshots) expect(snapshot).not.toHaveProperty("progress");
  });

  test.each([
    ["sglang", "unsupported", 0],
    ["vllm-omni", "cancelled", 1],
    ["litellm", "unsupported", 0],
  ] as const)("%s is told to stop only where that stops it", async (profile, outcome, deletes) => {
    const { provider, submit, studio } = await fresh(profile);
    const operation = await submit();

    const answer = await provider.cancel(operation, patience());

    expect(answer).toEqual({ outcome });
    expect(studio.calls.filter(({ route }) => route === "delete")).toHaveLength(deletes);
  });

  test("a failure whose code is a number is understood", async () => {
    const { provider, submit, studio } = await fresh("vllm-omni");
    const operation = await submit();
    studio.set("film-1", { status: "failed", error: { code: 500, message: "CUDA out of memory" } });

    expect(await provider.poll(operation, patience())).toMatchObject({
      status: "failed",
      kind: "unavailable",
    });
  });

  test("a failure without any code has the server's words", async () => {
    const { provider, submit, studio } = await fresh("sglang");
    const operation = await submit();
    studio.set("film-1", { status: "failed", error: { message: "Failed to load the model" } });

    expect(await provider.poll(operation, patience())).toEqual({
      status: "failed",
      kind: "unknown",
      reason: "Failed to load the model",
    });
  });

  test("what vllm-omni began is found in its list", async () => {
    const { provider, submit, studio, clock } = await fresh("vllm-omni");
    studio.fail("create", { kind: "reset", accepted: true });
    await submit().catch(() => undefined);

    const lost = { ...submission(), submittedAt: clock.now() };
    const found = await provider.find(lost, patience());

    expect(found).toEqual([{ video: "video_gen_film-1" }]);
  });

  test("what sglang began is found in its list, though that tells no prompts", async () => {
    const { provider, submit, studio, clock } = await fresh("sglang");
    studio.fail("create", { kind: "reset", accepted: true });
    await submit().catch(() => undefined);

    const lost = { ...submission(), submittedAt: clock.now() };
    const found = await provider.find(lost, patience());

    expect(found).toEqual([{ video: "film-1" }]);
  });

  test("a litellm id goes back as it came", async () => {
    const { provider, submit, studio } = await fresh("litellm");

    const operation = await submit();
    const snapshot = await provider.poll(operation, patience());

    const parts = "litellm:custom_llm_provider:vertex_ai;model_id:film-1;video_id:film-1";
    expect(operation).toEqual({ video: `video_${Buffer.from(parts).toString("base64")}` });
    expect(snapshot.status).toBe("running");
    expect(studio.calls.map(({ route }) => route)).toEqual(["create", "retrieve"]);
  });
});
