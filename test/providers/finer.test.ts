import { expect, test } from "vitest";
import { dollars, NOTHING } from "../../src/money.ts";
import { createCatalogue } from "../../src/providers/catalogue.ts";
import type { Model } from "../../src/providers/provider.ts";
import { createFakeProvider, fakeModel } from "../fakes/provider.ts";
import { request } from "./studio-stage.ts";

const film = (id: string, usd: number, more: Partial<Model> = {}): Model => ({
  ...fakeModel,
  id,
  pricePerSecond: { "720p": dollars(usd), "1080p": dollars(usd * 2) },
  ...more,
});
const draft = film("draft", 0, { provider: "animatic", pricePerSecond: { "720p": NOTHING } });

function finer(model: string, models: readonly Model[], defaultModel?: string) {
  const { provider } = createFakeProvider({ models });
  const catalogue = createCatalogue({ providers: [provider], defaultModel, now: () => 0 });
  const found = catalogue.finer(request({ model }));
  return found && [found.model, found.resolution, found.seconds];
}

test("the usual model is better than any draft, else the cheapest is", () => {
  const models = [draft, film("dear", 2), film("cheap", 0.1)];

  expect(finer("draft", models, "dear")).toEqual(["dear", "720p", 4]);
  expect(finer("draft", models)).toEqual(["cheap", "720p", 4]);
});

test("better is what is dearer by the second, not what only films longer", () => {
  const models = [film("now", 0.5), film("longer", 0.4, { seconds: [12] }), film("dear", 2)];

  expect(finer("now", models)).toEqual(["dear", "720p", 4]);
});

test("a usual model that is cheaper than what was filmed with is not better", () => {
  expect(finer("dear", [film("dear", 2), film("usual", 0.1)], "usual")).toBeUndefined();
});

test("of free models the usual one is better, and is so once", () => {
  const models = [film("one", 0), film("usual", 0)];

  expect(finer("one", models, "usual")).toEqual(["usual", "720p", 4]);
  expect(finer("usual", models, "usual")).toBeUndefined();
});

test("the same model is better in a finer resolution", () => {
  const models = [film("film", 1, { resolutions: ["720p", "1080p"] })];

  expect(finer("film", models)).toEqual(["film", "1080p", 4]);
});

test("nothing is better than a draft where only drafts are made", () => {
  expect(finer("draft", [draft])).toBeUndefined();
});
