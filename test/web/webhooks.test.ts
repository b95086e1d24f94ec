import { expect, test } from "vitest";
import { createWebhooks } from "../../src/web/webhooks.ts";

const LARGEST = 256 * 1024;

/** Webhooks that are genuine when their signature is "ours", and what was taken of them. */
function routes() {
  const taken: { provider: string; job: string | undefined; bytes: number }[] = [];
  const app = createWebhooks(async ({ provider, job, signature, body }) => {
    taken.push({ provider, job, bytes: body.length });
    return signature === "ours";
  });
  return { app, taken };
}

test("a genuine webhook is taken with its job and its body, and answered with nothing", async () => {
  const { app, taken } = routes();

  const answer = await app.request("/fal/job1?signature=ours", { method: "POST", body: "hello" });

  expect(answer.status).toBe(204);
  expect(taken).toEqual([{ provider: "fal", job: "job1", bytes: 5 }]);
});

test("a webhook that is not genuine is refused, also without an address of ours", async () => {
  const { app, taken } = routes();

  const answers = [
    await app.request("/fal/job1?signature=theirs", { method: "POST", body: "hello" }),
    await app.request("/fal", { method: "POST" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect(taken.map(({ job }) => job)).toEqual(["job1", undefined]);
});

test("a webhook that is too long is refused unread, whether its length is announced or not", async () => {
  const { app, taken } = routes();
  const body = "a".repeat(LARGEST + 1);
  const send = (headers: Record<string, string>) =>
    app.request("/fal?signature=ours", { method: "POST", body, headers });

  const answers = [
    await send({ "content-length": String(body.length) }),
    await send({ "transfer-encoding": "chunked" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([413, 413]);
  expect(await answers[0]?.json()).toEqual({ error: expect.stringContaining("too long") });
  expect(taken).toEqual([]);
});
