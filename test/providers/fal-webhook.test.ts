import { afterEach, expect, test } from "vitest";
import { signedWebhooksContract } from "../contract/provider-webhooks.contract.ts";
import { createFalKeys } from "../fakes/fal-keys.ts";
import { falRequest, openFalStage } from "./fal-stage.ts";
import type { FalStage } from "./fal-stage.ts";

signedWebhooksContract(async () => {
  const { provider, studio, clock } = await openFalStage();
  return {
    provider,
    event: { request_id: "film-1", gateway_request_id: "film-1", status: "OK", payload: {} },
    // The request of its job tells where it was queued.
    operation: { endpoint: "fal-ai/veo3.1", request: "film-1" },
    now: clock.now(),
    sign: (body, at) => studio.keys.headersFor(body, at),
    forge: (body, at) => createFalKeys(clock.now).headersFor(body, at),
    close: () => studio.stop(),
  };
}, falRequest());

let stage: FalStage;
const fresh = async () => (stage = await openFalStage());
afterEach(() => stage?.studio.stop());

const BODY = new TextEncoder().encode(
  JSON.stringify({ request_id: "film-1", gateway_request_id: "film-1", status: "OK", payload: {} }),
);
const MINUTE = 60_000;

test("without its job a signed webhook tells nothing", async () => {
  const { provider, studio } = await fresh();

  const hint = await provider.webhook(BODY, studio.keys.headersFor(BODY));

  expect(hint).toEqual({ operations: [] });
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

test("keys that fit are not kept for longer than a day", async () => {
  const { provider, studio, clock } = await fresh();
  const hear = () => provider.webhook(BODY, studio.keys.headersFor(BODY), falRequest());
  await hear();
  const old = studio.keys.headersFor(BODY, clock.now() + 25 * 60 * MINUTE);
  studio.keys.rotate();
  clock.advance(25 * 60 * MINUTE);

  await expect(provider.webhook(BODY, old, falRequest())).rejects.toMatchObject({ kind: "auth" });
  await hear();
});

test("a flood of forged webhooks asks for keys once a minute", async () => {
  const { provider, studio } = await fresh();
  const headers = studio.keys.headersFor(BODY);
  headers.set("x-fal-webhook-signature", "00".repeat(64));

  const forged = Array.from({ length: 20 }, () => provider.webhook(BODY, headers, falRequest()));
  await Promise.allSettled(forged);

  expect(studio.calls.filter(({ route }) => route === "keys")).toHaveLength(1);
});
