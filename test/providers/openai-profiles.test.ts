import { afterEach, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { readModels } from "../../src/providers/catalogue.ts";
import { createOpenAiProvider } from "../../src/providers/openai/openai.ts";
import type { ProfileName } from "../../src/providers/openai/profiles.ts";
import { studioContracts } from "../contract/studio.contract.ts";
import type { World } from "../contract/studio.contract.ts";
import { createClock } from "../fakes/clock.ts";
import { startLitellm } from "../fakes/litellm-studio.ts";
import { startSglang } from "../fakes/sglang-studio.ts";
import { startVllmOmni } from "../fakes/vllm-omni-studio.ts";
import {
  createDarkroom,
  patience,
  picture,
  submission,
  submitting,
  USUAL,
  USUAL_SAYINGS,
} from "./studio-stage.ts";

const TIMELINE = { queued: 1_000, filming: 1_000 };

/** The servers of this shape that are not OpenAI's, each as its own router reads and answers. */
const PROFILES = {
  sglang: startSglang,
  "vllm-omni": startVllmOmni,
  litellm: startLitellm,
} satisfies Partial<Record<ProfileName, unknown>>;
type Profile = keyof typeof PROFILES;

async function openStage(
  profile: Profile,
  { limits, at, fake = { timeline: TIMELINE } }: Partial<World> = {},
) {
  const clock = createClock(at);
  const studio = await PROFILES[profile]({ now: clock.now, ...fake });
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
  return { clock, studio, provider, submit: submitting(provider), ...darkroom };
}

describe.each(Object.keys(PROFILES) as Profile[])("%s", (profile) => {
  const flagged = { code: "content_policy_violation", message: "No." };

  studioContracts((world) => openStage(profile, world), {
    ...USUAL,
    refusals: {
      refused: { status: 400, body: { error: flagged } },
      throttled: { status: 429, body: { detail: "Too many requests" } },
      auth: { status: 401, body: { detail: "Unauthorized" } },
    },
    sayings: {
      ...USUAL_SAYINGS,
      refused: { status: "failed", error: flagged },
    },
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

  test("a delete that vllm-omni needs longer for is tried, and the next poll tells", async () => {
    const { provider, submit, studio } = await fresh("vllm-omni");
    const operation = await submit();
    const body = { error: { message: "Cancellation in progress", code: 409 } };
    studio.fail("delete", { kind: "status", status: 409, body });

    expect(await provider.cancel(operation, patience())).toEqual({ outcome: "requested" });
  });

  test("a clip that sglang has put into a cloud is fetched from there", async () => {
    const { provider, submit, studio, clock } = await fresh("sglang");
    const operation = await submit();
    clock.advance(3_000);
    const url = `${studio.origin}/v1/videos/film-1/content?of=cloud`;
    studio.set("film-1", { url });

    const snapshot = await provider.poll(operation, patience());

    expect(snapshot).toEqual({ status: "succeeded", asset: { video: "film-1", link: url } });
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

  test.each([
    ["vllm-omni", "", "video_gen_film-1"],
    ["sglang", ", though that tells no prompts", "film-1"],
  ] as const)("what %s began is found in its list%s", async (profile, _but, video) => {
    const { provider, submit, studio, clock } = await fresh(profile);
    studio.fail("create", { kind: "reset", accepted: true });
    await submit().catch(() => undefined);

    const lost = { ...submission(), submittedAt: clock.now() };
    const found = await provider.find(lost, patience());

    expect(found).toEqual([{ video }]);
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
