import { afterEach, describe, expect, test } from "vitest";
import { providerSourcesContract } from "../contract/provider-sources.contract.ts";
import { providerUploadsContract } from "../contract/provider-uploads.contract.ts";
import { studioContracts } from "../contract/studio.contract.ts";
import { faultTable } from "../fakes/fault-table.ts";
import { limitsFor } from "../fakes/quick-limits.ts";
import { falRequest, openFalStage } from "./fal-stage.ts";
import type { FalStage } from "./fal-stage.ts";
import { patience } from "./studio-stage.ts";

const TIMELINE = { queued: 1_000, filming: 1_000 };
const FLAGGED = {
  detail: [
    {
      loc: ["body", "prompt"],
      msg: "The content could not be processed because it contained material flagged by a content checker.",
      type: "content_policy_violation",
    },
  ],
};

studioContracts(openFalStage, {
  request: falRequest(),
  routes: { submit: "submit", poll: "status", content: "content" },
  refusals: {
    refused: { status: 422, body: FLAGGED },
    throttled: { status: 429, body: { detail: "Too many requests" } },
    auth: { status: 401, body: { detail: "Unauthorized" } },
  },
  sayings: {
    "a word of tomorrow": { status: "DREAMING" },
    refused: { failure: { status: 422, body: FLAGGED } },
    cancelled: { status: "COMPLETED", error: "Cancelled.", error_type: "client_cancelled" },
  },
});

providerUploadsContract(
  async () => {
    const { provider, studio } = await openFalStage();
    return { provider, studio, address: `${studio.origin}/uploads/1.bin` };
  },
  { request: falRequest(), steps: ["initiate", "upload"], create: "submit" },
);

providerSourcesContract(
  async () => {
    const { provider, studio } = await openFalStage();
    const { origin } = studio;
    return {
      provider,
      studio,
      film: `${origin}/files/film-1.mp4`,
      address: `${origin}/uploads/1.bin`,
    };
  },
  {
    request: falRequest(),
    onward: falRequest({ mode: "extend", seconds: 7 }),
    upload: "upload",
  },
);

describe("fal", () => {
  let stage: FalStage;
  const fresh = async (...options: Parameters<typeof openFalStage>) =>
    (stage = await openFalStage(...options));
  afterEach(() => stage.studio.stop());

  const results = faultTable(Date.now()).flatMap(({ poll, ...row }) =>
    poll ? [{ ...row, poll }] : [],
  );

  test.each(results)("a result that meets $name is asked for again", async ({ fault, poll }) => {
    const { provider, submit, studio } = await fresh({ limits: limitsFor(fault) });
    const operation = await submit();
    studio.fail("result", fault);

    const first = provider.poll(operation, patience());
    await expect(first).rejects.toMatchObject({ name: "ProviderError" });
    const second = await provider.poll(operation, patience());

    expect(poll.kinds).toContain(await first.catch((error: { kind: unknown }) => error.kind));
    expect(second.status).toBe("succeeded");
  });

  test("the place in line is counted from one", async () => {
    const { provider, submit } = await fresh({ fake: { timeline: TIMELINE } });
    const operation = await submit();

    const snapshot = await provider.poll(operation, patience());

    expect(snapshot).toEqual({ status: "queued", queuePosition: 3 });
  });

  test("what is filmed shows no progress, because none is told", async () => {
    const { provider, submit, clock } = await fresh({ fake: { timeline: TIMELINE } });
    const operation = await submit();
    clock.advance(1_500);

    expect(await provider.poll(operation, patience())).toEqual({ status: "running" });
  });

  test("a request is known by the app in the address that was answered", async () => {
    const { provider, submit, studio } = await fresh();

    const operation = await submit({ model: "kling-3-pro", resolution: "1080p" });
    await provider.poll(operation, patience());

    expect(operation).toEqual({
      endpoint: "fal-ai/kling-video/v3/pro/text-to-video",
      request: "film-1",
    });
    expect(studio.calls.map(({ url }) => url.pathname)).toContain(
      "/fal-ai/kling-video/requests/film-1/status",
    );
  });

  test("an app elsewhere than usual is kept with the operation", async () => {
    const { submit, studio } = await fresh();
    const body = {
      request_id: "film-9",
      status_url: "https://elsewhere.example/other/app/requests/film-9/status",
    };
    studio.fail("submit", { kind: "status", status: 200, body });

    const operation = await submit();

    expect(operation).toEqual({ endpoint: "fal-ai/veo3.1", request: "film-9", app: "other/app" });
  });

  test("an address that is none of a status tells no app", async () => {
    const { submit, studio } = await fresh();
    const body = {
      request_id: "film-9",
      status_url: "https://elsewhere.example/a/b/requests/film-9/x",
    };
    studio.fail("submit", { kind: "status", status: 200, body });

    expect(await submit()).toEqual({ endpoint: "fal-ai/veo3.1", request: "film-9" });
  });

  test.each([
    [
      422,
      { detail: [{ loc: ["body", "duration"], msg: "Bad.", type: "literal_error" }] },
      "invalid",
      {},
    ],
    [400, { detail: "Image too small" }, "invalid", {}],
    [500, { detail: "Internal error" }, "unavailable", { "x-fal-retryable": "false" }],
    [504, { detail: "Timeout" }, "unavailable", { "x-fal-error-type": "startup_timeout" }],
  ])("a generation that ended with %i says why", async (status, body, kind, headers) => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { failure: { status, body, headers } });

    const snapshot = await provider.poll(operation, patience());

    expect(snapshot).toMatchObject({ status: "failed", kind });
  });

  test("a generation that broke says so in its status as well", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    const failure = { status: 500, body: { detail: "Internal error" } };
    studio.set("film-1", { failure, error_type: "runner_disconnected" });

    const snapshot = await provider.poll(operation, patience());

    expect(snapshot).toMatchObject({ status: "failed", kind: "unavailable" });
  });

  test.each([
    ["a gateway that is away", 503, { detail: "Service temporarily unavailable" }, {}],
    ["a gateway that waits no longer", 504, { detail: "Request timed out" }, {}],
    ["a failure that may pass", 503, { detail: "Busy" }, { "x-fal-retryable": "true" }],
    ["a key that was changed", 401, { detail: "Unauthorized" }, {}],
    ["an empty account", 403, { detail: "User is locked. Reason: Exhausted balance." }, {}],
  ])("a result that meets %s is not the end of it", async (_name, status, body, headers) => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.set("film-1", { failure: { status, body, headers } });

    await expect(provider.poll(operation, patience())).rejects.toMatchObject({
      name: "ProviderError",
    });
  });

  test("a failure that may pass is none, whatever its status says as well", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    const failure = {
      status: 503,
      body: { detail: "Busy" },
      headers: { "x-fal-retryable": "true" },
    };
    studio.set("film-1", { failure, error_type: "runner_disconnected" });

    await expect(provider.poll(operation, patience())).rejects.toMatchObject({
      name: "ProviderError",
    });
  });

  test("a page in the place of a result ends no film", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    const headers = { "content-type": "text/html" };
    studio.fail("result", { kind: "status", status: 422, body: "<h1>No</h1>", headers });

    const first = provider.poll(operation, patience());

    await expect(first).rejects.toMatchObject({ name: "ProviderError" });
    expect((await provider.poll(operation, patience())).status).toBe("succeeded");
  });

  test("what fal no longer knows cannot be stopped", async () => {
    const { provider, submit, studio } = await fresh();
    const operation = await submit();
    studio.forget();

    expect(await provider.cancel(operation, patience())).toEqual({ outcome: "too_late" });
  });

  test("an empty account is told as one, and nothing has begun", async () => {
    const { submit, studio } = await fresh();
    const body = { detail: "User is locked. Reason: Exhausted balance. Top up your balance." };
    studio.fail("submit", { kind: "status", status: 403, body });

    await expect(submit()).rejects.toMatchObject({ kind: "billing", mayHaveBegun: false });
  });

  test("a model that fal no longer has begins nothing", async () => {
    const { submit, studio } = await fresh({ fake: { gone: ["fal-ai/veo3.1"] } });

    await expect(submit()).rejects.toMatchObject({ kind: "invalid", mayHaveBegun: false });
    expect(studio.bills).toEqual([]);
  });

  test.each([
    [0, "cancelled"],
    [1_500, "requested"],
    [3_000, "too_late"],
  ])("a cancel after %i ms is %s", async (after, outcome) => {
    const { provider, submit, clock } = await fresh({ fake: { timeline: TIMELINE } });
    const operation = await submit();
    clock.advance(after);

    expect(await provider.cancel(operation, patience())).toEqual({ outcome });
  });

  test("the key goes to fal, and the webhook's address with the submission", async () => {
    const { provider, studio } = await fresh();
    const webhookUrl = "https://rushes.example/webhooks/fal/job-1?signature=s";

    await provider.submit(
      { key: "job-1", request: falRequest(), picturePaths: [], webhookUrl },
      patience(),
    );

    const call = studio.calls.find(({ route }) => route === "submit");
    expect(call?.headers.authorization).toBe("Key key-id:key-secret");
    expect(call?.url.searchParams.get("fal_webhook")).toBe(webhookUrl);
  });

  test("a clip of another host is fetched without the key, and only from a public one", async () => {
    const { provider, studio } = await fresh();
    const other = await openFalStage();
    const before = other.studio.calls.length;

    const clip = provider.open({ url: `${other.studio.origin}/files/film-1.mp4` }, patience());

    await expect(clip).rejects.toMatchObject({ kind: "unavailable" });
    expect(other.studio.calls).toHaveLength(before);
    expect(studio.calls.some(({ route }) => route === "content")).toBe(false);
    await other.studio.stop();
  });
});
