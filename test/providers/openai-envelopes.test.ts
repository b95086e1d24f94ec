import { afterEach, expect, test } from "vitest";
import { openStage } from "./openai-stage.ts";
import type { Stage } from "./openai-stage.ts";
import { patience } from "./studio-stage.ts";

let stage: Stage;
afterEach(() => stage.server.stop());

/** How a poll reads an answer that is fine by its status. */
async function polled(body: unknown, profile: "generic" | "litellm" = "generic") {
  stage = await openStage({ profile });
  const operation = await stage.submit();
  stage.server.fail("retrieve", { kind: "status", status: 200, body });
  return stage.provider.poll(operation, patience());
}

test.each([
  [{ status: "expired" }, "unknown"],
  [{ status: "success" }, "unknown"],
  [{ code: 0, status: "success", data: {} }, "unknown"],
])("the word of %o is not about the film", async (body, kind) => {
  await expect(polled(body)).rejects.toMatchObject({ name: "ProviderError", kind });
});

test.each([
  [{ code: 0, status: "success", data: { id: "video_1", task_status: "processing" } }, "running"],
  [{ id: "call-7", status: "success", data: { task_id: "video_1", status: "queued" } }, "queued"],
  [{ status: "success", data: { task_id: "video_1", task_status: "failed" } }, "failed"],
  [{ id: "video_1", status: "success", data: { url: "https://x.example/a.mp4" } }, "succeeded"],
  [{ status: "success", data: { status: "completed", id: "video_1" } }, "succeeded"],
])("%o is read by what is inside", async (body, status) => {
  expect((await polled(body)).status).toBe(status);
});

test.each([
  [{ task_id: "video_1", status: "processing", progress: "45%" }, { progress: 0.45 }],
  [{ data: { task_id: "video_1", status: "generating", progress: 45 } }, { progress: 0.45 }],
  [{ id: "video_1", status: "running" }, {}],
  [{ id: "video_1", status: "in_progress", progress: "soon" }, {}],
])("%o is a film that runs", async (body, progress) => {
  expect(await polled(body)).toEqual({ status: "running", ...progress });
});

const LINK = "https://cdn.example/a.mp4";

test.each([
  { id: "video_1", status: "completed", video_url: LINK },
  { id: "video_1", status: "success", url: LINK },
  { task_id: "video_1", status: "succeeded", output: [LINK] },
  { status: "success", data: { task_id: "video_1", status: "success", video_url: LINK } },
])("the film of %o lies where it says", async (body) => {
  const asset = { video: "video_1", link: LINK };

  expect(await polled(body)).toEqual({ status: "succeeded", asset });
});

test.each([
  [{ error: { code: "moderation_blocked", message: "Not that." } }, "refused"],
  [{ error: "Not that." }, "unknown"],
  [{ detail: "Not that." }, "unknown"],
  [{ message: "Not that." }, "unknown"],
  [{ error: { code: 500, message: null }, message: "Not that." }, "unavailable"],
])("why it failed is read in %o", async (words, kind) => {
  const body = { id: "video_1", status: "failed", ...words };

  expect(await polled(body)).toEqual({ status: "failed", kind, reason: "Not that." });
});

test("a gateway that names a video anew may say that it failed", async () => {
  const renamed = { id: "video_dmlk", object: "video", status: "failed", error: { message: "No" } };

  expect((await polled(renamed, "litellm")).status).toBe("failed");
});
