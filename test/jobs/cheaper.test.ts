import { expect, test, vi } from "vitest";
import { cheaperThan } from "../../src/jobs/orders/cheaper.ts";
import { dollars } from "../../src/money.ts";
import { createCatalogue } from "../../src/providers/catalogue.ts";
import type { Wish } from "../../src/providers/catalogue.ts";
import type { Model } from "../../src/providers/provider.ts";
import { createFakeProvider, fakeModel } from "../fakes/provider.ts";

const boat = { file: "boat.jpg", width: 640, height: 360, role: "first" as const };
const film = (id: string, perSecond: number, more: Partial<Model> = {}): Model => ({
  ...fakeModel,
  id,
  pricePerSecond: { "720p": dollars(perSecond) },
  ...more,
});
const draft = film("animatic", 0, { provider: "animatic" });

/** What is offered instead of eight seconds with `dear`, as `model seconds price`. */
async function offered(models: readonly Model[], wish: Partial<Wish> = {}) {
  const providers = ["fake", "animatic"].map((name) => {
    const own = models.filter(({ provider }) => provider === name);
    const { provider } = createFakeProvider({ models: own });
    vi.spyOn(provider, "quote").mockImplementation(async ({ model, seconds }) => {
      const price = own.find(({ id }) => id === model)?.pricePerSecond["720p"] ?? 0;
      return dollars((price * seconds) / 1_000_000);
    });
    return { ...provider, name };
  });
  const catalogue = createCatalogue({ providers, now: Date.now });
  const asked = { prompt: "a boat", seconds: 8, pictures: [], ...wish };
  const found = await cheaperThan(catalogue.request(asked, "dear"), dollars(8), catalogue);
  return found && `${found.request.model} ${found.request.seconds} ${found.quote / 1_000_000}`;
}

test("the cheapest model that films as long is offered, before a free draft", async () => {
  const models = [film("dear", 1), film("middle", 0.5), film("cheap", 0.1), draft];

  expect(await offered(models)).toBe("cheap 8 0.8");
});

test("a model that would change the wish is no way to it", async () => {
  const models = [
    film("dear", 1),
    film("wide", 0.1, { aspects: ["16:9"] }),
    film("words", 0.2, { modes: ["text"] }),
    film("able", 0.5),
  ];

  expect(await offered(models, { aspect: "9:16", pictures: [boat] })).toBe("able 8 4");
});

test("where no other model films it for less, the shortest video is offered", async () => {
  expect(await offered([film("dear", 1), film("dearer", 2), draft])).toBe("dear 4 4");
});

test("a draft is offered where nothing else is cheaper", async () => {
  expect(await offered([film("dear", 1, { seconds: [8] }), draft])).toBe("animatic 8 0");
});

test("nothing is offered where nothing is cheaper", async () => {
  expect(await offered([film("dear", 1, { seconds: [8] })])).toBeUndefined();
});
