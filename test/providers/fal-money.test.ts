import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import { usdPerSecond } from "../../src/providers/fal/prices.ts";
import type { VideoRequest } from "../../src/providers/provider.ts";
import { QUICK_LIMITS } from "../fakes/quick-limits.ts";
import { falRequest, falSubmission, openFalStage } from "./fal-stage.ts";
import type { FalStage } from "./fal-stage.ts";
import { entry, patience, picture } from "./studio-stage.ts";

let stage: FalStage;
const fresh = async (...options: Parameters<typeof openFalStage>) =>
  (stage = await openFalStage(...options));
afterEach(() => stage?.studio.stop());

const film = (over: Parameters<typeof entry>[1] = {}) => [
  entry("fal", { id: "veo-3.1", name: "film/one/*", family: "veo", ...over }),
];

test.each([
  ["a lower price", { unit_price: 0.01, unit: "seconds" }, 0.4],
  ["a higher price", { unit_price: 0.3, unit: "seconds" }, 1.2],
  ["a price by video", { unit_price: 2, unit: "videos" }, 2],
  ["a price in another unit", { unit_price: 9, unit: "megapixels" }, 0.4],
])("%s that is live never lowers what is reserved", async (_name, price, usd) => {
  const { provider } = await fresh({ catalogue: film(), fake: { price } });

  expect(await provider.quote(falRequest())).toBe(dollars(usd));
});

test("a price by video is a whole one for the shortest film of any mode", async () => {
  const catalogue = film({ seconds: [8], modeSeconds: { extend: [5, 7] } });
  const { provider } = await fresh({
    catalogue,
    fake: { price: { unit_price: 8, unit: "videos" } },
  });

  expect(await provider.quote(falRequest({ mode: "extend", seconds: 5 }))).toBe(dollars(8));
});

test("of its endpoints' prices the dearest counts", () => {
  const [model] = film();
  const prices = [0.1, 0.3, 0.2].map((usd) => ({ endpoint: "film/one", usd, unit: "seconds" }));

  expect(usdPerSecond(model!, prices)).toBe(0.3);
});

test("a model without a price of ours has the live one", async () => {
  const { provider } = await fresh({ catalogue: film({ pricePerSecond: {} }) });

  expect(await provider.quote(falRequest({ seconds: 8 }))).toBe(dollars(0.4));
});

test("without live prices ours stand, and they are asked for again soon", async () => {
  const { provider, studio, clock } = await fresh({ catalogue: film() });
  const asked = () => studio.calls.filter(({ route }) => route === "pricing").length;
  studio.fail("pricing", { kind: "status", status: 503 });
  clock.advance(7 * 3_600_000);
  provider.models();
  await expect.poll(asked).toBe(2);

  const quote = await provider.quote(falRequest());
  clock.advance(11 * 60_000);
  provider.models();

  expect(quote).toBe(dollars(0.4));
  await expect.poll(asked).toBe(3);
});

test("a fal that is down keeps nothing from starting", async () => {
  const catalogue = film();
  const { studio } = await fresh();
  await studio.stop();

  const { provider } = await openFalStage({ catalogue, limits: QUICK_LIMITS });

  expect(provider.models()).toHaveLength(1);
});

test("a dead model is told, and one of its ways is not the model", async () => {
  const catalogue = [...film(), entry("fal", { name: "film/two/*", family: "veo" })];
  const gone = ["film/one/extend-video", "film/two"];
  const { provider } = await fresh({ catalogue, fake: { gone } });

  expect(await provider.check?.(patience())).toEqual(new Set(["veo-3.1"]));
});

test("an address without prices leaves every model alive, at our price", async () => {
  const catalogue = [...film(), entry("fal", { name: "film/two/*", family: "veo" })];
  const gone = ["film/one", "film/two"];
  const { provider } = await fresh({ catalogue, fake: { gone } });

  expect(await provider.check?.(patience())).toEqual(new Set(["veo-3.1", "film-1"]));
  expect(await provider.quote(falRequest())).toBe(dollars(0.4));
});

test("a retired model is not asked about", async () => {
  const { studio } = await fresh({ catalogue: film({ retiresOn: "2026-09-24" }) });

  expect(studio.calls).toEqual([]);
});

test.each([
  ["what was billed", { units: 6 }, dollars(0.3)],
  ["nothing billed", { units: 0 }, 0],
] as const)("a video costs %s", async (_name, fake, cost) => {
  const { provider, submit } = await fresh({ catalogue: film(), fake });
  const operation = await submit();

  expect(await provider.poll(operation, patience())).toMatchObject({ status: "succeeded", cost });
});

test("a video whose bill is not told has no cost of its own", async () => {
  const { provider, submit, studio } = await fresh({ catalogue: film() });
  const operation = await submit();
  const body = { video: { url: `${studio.origin}/files/film-1.mp4` } };
  studio.fail("result", { kind: "status", status: 200, body });

  const snapshot = await provider.poll(operation, patience());

  expect(snapshot).toEqual({ status: "succeeded", asset: { url: body.video.url } });
});

test("a video whose price is not known has no cost of its own", async () => {
  const { provider, submit } = await fresh({ catalogue: film({ retiresOn: "2026-09-24" }) });
  const operation = await submit();

  const snapshot = await provider.poll(operation, patience());

  expect(snapshot).toMatchObject({ status: "succeeded" });
  expect(snapshot).not.toHaveProperty("cost");
});

test.each([
  [{ mode: "reference", seconds: 4 }, "does not film 4 seconds"],
  [{ mode: "extend", seconds: 8 }, "does not film 8 seconds"],
  [{ mode: "storyboard" }, "not on offer"],
] as const)("%o is refused to the person", async (over, words) => {
  const { provider } = await fresh();

  await expect(provider.quote(falRequest(over))).rejects.toThrow(words);
});

test("what an accepted submission began is found when its answer was lost", async () => {
  const { submit, find, studio } = await fresh();
  studio.fail("submit", { kind: "reset", accepted: true });
  await submit().catch(() => undefined);

  expect(await find()).toEqual([{ endpoint: "fal-ai/veo3.1", request: "film-1" }]);
});

test("a submission with pictures is found, although each has an address of its own", async () => {
  const { submit, find } = await fresh();
  const over = { mode: "image", pictures: [picture("first")] } as const;
  await submit({ ...over, pictures: [...over.pictures] });

  expect(await find({ ...over, pictures: [...over.pictures] })).toHaveLength(1);
});

test("a submission whose prompt was sent with the names of its pictures is found", async () => {
  const { submit, find } = await fresh();
  const over: Partial<VideoRequest> = {
    model: "kling-o3",
    mode: "reference",
    pictures: [picture("reference"), picture("reference")],
  };
  await submit(over);

  expect(await find(over)).toHaveLength(1);
});

test.each([
  { prompt: "a paper plane" },
  { seconds: 8 },
  { aspect: "9:16" },
  { seed: 8 },
  { model: "veo-3.1-fast" },
] as const)("a generation with another %o is no candidate", async (other) => {
  const { submit, find } = await fresh();
  await submit(other);

  expect(await find()).toEqual([]);
});

test("every candidate is told, over the pages of the list", async () => {
  const { submit, find } = await fresh();
  await submit();
  await Promise.all(Array.from({ length: 120 }, () => submit({ prompt: "another" })));
  await submit();

  expect((await find()).map(({ request }) => request)).toEqual(["film-122", "film-1"]);
});

test("a generation of another time is no candidate", async () => {
  const { submit, find, clock } = await fresh();
  await submit();
  clock.advance(3_600_000);

  expect(await find()).toEqual([]);
});

test("a key that may only film finds nothing, and a list that is down is an error", async () => {
  const { find, studio, provider } = await fresh();
  studio.fail("requests", { kind: "status", status: 403, body: { detail: "Forbidden" } });
  studio.fail("requests", { kind: "status", status: 404, body: { detail: "No such endpoint" } });
  const refused = [await find(), await find()].flat();
  studio.fail("requests", { kind: "status", status: 502 });

  const broken = find();

  expect(refused).toEqual([]);
  await expect(broken).rejects.toMatchObject({ kind: "unavailable" });
  expect(provider.unclearMeans).toBe("charged");
});

test("a mode that its family lacks is not looked for", async () => {
  const { provider, clock } = await fresh();
  const lost = { ...falSubmission({ mode: "storyboard" }), submittedAt: clock.now() };

  expect(await provider.find(lost, patience())).toEqual([]);
});
