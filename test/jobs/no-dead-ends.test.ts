import { expect, test } from "vitest";
import { createScenes } from "../../src/jobs/boards/scenes.ts";
import { Job } from "../../src/jobs/job.ts";
import { anewOf } from "../../src/jobs/orders/anew.ts";
import type { OnwardDeps } from "../../src/jobs/orders/onward.ts";
import { extensionOf } from "../../src/jobs/orders/onward.ts";
import { newPartsOf } from "../../src/jobs/plan.ts";
import { NOTHING } from "../../src/money.ts";
import { createCatalogue, readModels } from "../../src/providers/catalogue.ts";
import type { Model, VideoRequest } from "../../src/providers/provider.ts";
import { quoteByList } from "../../src/providers/request/quote.ts";
import type { Store } from "../../src/store/store.ts";
import { createFakeProvider } from "../fakes/provider.ts";

// The whole built-in catalogue: whatever one of its models films can go on, in each of its lengths.

const everything = readModels();
const names = [...new Set(everything.map(({ provider }) => provider))];
const providers = names.map((name) => {
  const models = everything.filter(({ provider }) => provider === name);
  const quote = async (request: VideoRequest) => quoteByList(request, models);
  return { ...createFakeProvider({ name, models }).provider, quote };
});
const catalogue = createCatalogue({
  providers,
  defaultModel: undefined,
  now: () => Date.UTC(2026, 10, 21),
});
const films = catalogue.offered().filter(({ modes }) => modes.includes("text"));

function deps(): OnwardDeps {
  const lastFrame = async () => ({ file: "last.jpg", width: 1_280, height: 720 });
  return {
    catalogue,
    montage: { lastFrame },
    taken: [],
    jobOf: async () => undefined,
    now: () => 0,
  };
}

/** Its price: of a request that its provider films, as it says itself. */
async function priced(request: VideoRequest): Promise<VideoRequest> {
  await catalogue.providerOf(catalogue.find(request.model).provider).quote(request);
  return request;
}

function filmed(request: VideoRequest, over: { id: string; seconds: number; kin?: object }): Job {
  const { id, seconds, kin = {} } = over;
  const clip = { file: `${id}.mp4`, bytes: 1, seconds, width: 1_280, height: 720 };
  const operation = { id };
  return Job.parse({
    id,
    guild: "fake:guild",
    person: { id: "fake:ann", name: "Ann" },
    platform: "fake",
    place: "fake:place",
    invocation: id,
    locale: "en",
    provider: catalogue.find(request.model).provider,
    request,
    quote: 0,
    createdAt: 0,
    kin,
    failures: 0,
    state: "closed",
    closedAt: 0,
    outcome: { kind: "delivered", clip, message: "m", operation },
  });
}

/** A video of a model, in one of its lengths. */
const video = (model: Model, seconds: number) =>
  filmed(catalogue.request({ prompt: "a fox", seconds, pictures: [] }, model.id), {
    id: "first",
    seconds: seconds + 0.04,
  });

const cases = films.flatMap((model) => model.seconds.map((seconds) => ({ model, seconds })));

test.each(cases)("$seconds s of $model.id can be changed, filmed on and both", async (of) => {
  const first = video(of.model, of.seconds);
  const changes = { prompt: "a wolf", pictures: [] };

  await priced((await anewOf(first, changes, { ...deps(), before: undefined })).request);
  const more = await priced(await extensionOf(first, { prompt: "it runs" }, deps()));
  const kin = { appendedTo: "first" };
  const both = filmed(more, { id: "both", seconds: of.seconds + more.seconds, kin });
  for (const change of [changes, { pictures: [] }]) {
    const anew = await anewOf(both, change, { ...deps(), before: first });
    expect(anew.request.mode === "edit" || anew.appendedTo === "first").toBe(true);
    await priced(anew.request);
  }
  const finer = catalogue.finer(first.request);
  if (finer) await priced(finer);
});

test.each(films)("$id films on in each of its lengths", async (model) => {
  const [shortest = 4] = model.seconds;

  for (const seconds of model.seconds) {
    const more = await extensionOf(video(model, shortest), { seconds }, deps());
    expect((await priced(more)).seconds).toBe(seconds);
  }
});

test.each(films)("$id films scenes of each of its lengths as one film", async (model) => {
  const scenes = createScenes({ store: {} as Store, catalogue, now: () => 0 });

  for (const seconds of model.seconds) {
    const scene = { prompt: "a fox", seconds, quote: NOTHING, isFilmed: false, isShown: true };
    const order = await scenes.film({
      id: "board",
      locale: "en",
      request: video(model, seconds).request,
      board: {
        scenes: ["1", "2", "3"].map((id) => ({ ...scene, id })),
        added: 3,
        flows: true,
        captions: false,
      },
    });
    const parts = newPartsOf(order.plan).map(({ request }) => request);
    await Promise.all(order.plan ? parts.map(priced) : [priced(order.request)]);
    expect(order.plan ? parts : order.request.shots).toHaveLength(3);
  }
});
