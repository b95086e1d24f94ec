import { afterEach, expect, test } from "vitest";
import { falRequest, openFalStage } from "./fal-stage.ts";
import type { FalStage } from "./fal-stage.ts";

let stage: FalStage;
const fresh = async () => (stage = await openFalStage());
afterEach(() => stage.studio.stop());

const BODY = new TextEncoder().encode(
  JSON.stringify({ request_id: "film-1", gateway_request_id: "film-1", status: "OK", payload: {} }),
);
const MINUTE = 60_000;

test("a signed webhook names the request, as its job has asked for it", async () => {
  const { provider, studio } = await fresh();

  const hint = await provider.webhook(BODY, studio.keys.headersFor(BODY), falRequest());

  expect(hint).toEqual({ operations: [{ endpoint: "fal-ai/veo3.1", request: "film-1" }] });
});

test("without its job a signed webhook tells nothing", async () => {
  const { provider, studio } = await fresh();

  const hint = await provider.webhook(BODY, studio.keys.headersFor(BODY));

  expect(hint).toEqual({ operations: [] });
});

test.each([
  ["another body", (headers: Headers) => headers, new TextEncoder().encode("{}")],
  [
    "another signature",
    (headers: Headers) => {
      headers.set("x-fal-webhook-signature", "00".repeat(64));
      return headers;
    },
    BODY,
  ],
  [
    "a signature that is no number",
    (headers: Headers) => {
      headers.set("x-fal-webhook-signature", "not hex");
      return headers;
    },
    BODY,
  ],
  [
    "a time that is no time",
    (headers: Headers) => {
      headers.set("x-fal-webhook-timestamp", "soon");
      return headers;
    },
    BODY,
  ],
])("a webhook with %s is not theirs", async (_name, change, body) => {
  const { provider, studio } = await fresh();
  const headers = change(studio.keys.headersFor(BODY));

  await expect(provider.webhook(body, headers, falRequest())).rejects.toMatchObject({
    name: "ProviderError",
    kind: "auth",
  });
});

test("an old webhook is a replay", async () => {
  const { provider, studio, clock } = await fresh();
  const headers = studio.keys.headersFor(BODY, clock.now() - 6 * MINUTE);

  await expect(provider.webhook(BODY, headers, falRequest())).rejects.toMatchObject({
    kind: "auth",
  });
});

test("the keys are kept, and asked for again when they were changed", async () => {
  const { provider, studio, clock } = await fresh();
  const hear = () => provider.webhook(BODY, studio.keys.headersFor(BODY), falRequest());
  const asked = () => studio.calls.filter(({ route }) => route === "keys").length;
  await hear();
  await hear();
  const before = asked();

  studio.keys.rotate();
  clock.advance(2 * MINUTE);
  await hear();

  expect([before, asked()]).toEqual([1, 2]);
});

test("a flood of forged webhooks asks for keys once a minute", async () => {
  const { provider, studio } = await fresh();
  const headers = studio.keys.headersFor(BODY);
  headers.set("x-fal-webhook-signature", "00".repeat(64));

  const forged = Array.from({ length: 20 }, () => provider.webhook(BODY, headers, falRequest()));
  await Promise.allSettled(forged);

  expect(studio.calls.filter(({ route }) => route === "keys")).toHaveLength(1);
});
