import { expect, test } from "vitest";
import { anewOf } from "../../src/jobs/orders/anew.ts";
import { Job } from "../../src/jobs/job.ts";
import { createCatalogue } from "../../src/providers/catalogue.ts";
import type { Model, VideoRequest } from "../../src/providers/provider.ts";
import { createFakeMontage } from "../fakes/montage.ts";
import { createFakeProvider, fakeModel } from "../fakes/provider.ts";

const request: VideoRequest = {
  prompt: "a cat in the rain",
  model: fakeModel.id,
  mode: "text",
  seconds: 4,
  aspect: "16:9",
  resolution: "720p",
  seed: 7,
  pictures: [],
};

/** A finished video whose clip is so long. */
function filmed(seconds: number, over: Partial<VideoRequest> = {}, kin: Job["kin"] = {}): Job {
  return Job.parse({
    id: "job-1",
    guild: "fake:guild",
    person: { id: "fake:ann", name: "Ann" },
    platform: "fake",
    place: "fake:place",
    invocation: "invocation-1",
    locale: "en",
    provider: "fake",
    request: { ...request, ...over },
    quote: 2_000_000,
    createdAt: 0,
    kin,
    failures: 0,
    state: "closed",
    closedAt: 0,
    outcome: {
      kind: "delivered",
      clip: { file: "job-1.mp4", bytes: 1, seconds, width: 1_280, height: 720 },
      message: "message-1",
      operation: { id: "op-1" },
    },
  });
}

async function remixed(job: Job, model: Partial<Model> = {}, before?: Job): Promise<VideoRequest> {
  const modes = ["text", "image", "edit"] as const;
  const models = [{ ...fakeModel, modes: [...modes], ...model }];
  const catalogue = createCatalogue({
    providers: [createFakeProvider({ models }).provider],
    defaultModel: undefined,
    now: () => 0,
  });
  const jobOf = async () => job;
  const deps = {
    catalogue,
    montage: createFakeMontage(""),
    taken: [],
    jobOf,
    now: () => 0,
    before,
  };
  return (await anewOf(job, { prompt: "at night", pictures: [] }, deps)).request;
}

const source = { job: "job-0", operation: { id: "op-0" } };

test("a remix costs what its clip is long, not what was once asked for", async () => {
  const extended = filmed(8.04, { mode: "extend", seconds: 4, source });

  expect(await remixed(extended)).toMatchObject({
    mode: "edit",
    seconds: 8,
    source: { job: "job-1" },
  });
});

test("a clip that is too long to be changed is filmed anew", async () => {
  const long = filmed(12, { seconds: 12 });

  const remix = await remixed(long, { modeSeconds: { edit: [4, 5, 6, 7, 8] } });

  expect(remix).toMatchObject({
    mode: "text",
    seconds: 12,
    prompt: "a cat in the rain\nat night",
    seed: 7,
  });
  expect(remix.source).toBeUndefined();
});

test("what went on from another video is filmed anew in a length that there is", async () => {
  const extended = filmed(11, { mode: "extend", seconds: 7, source });

  expect(await remixed(extended, { modes: ["text"] })).toMatchObject({ mode: "text", seconds: 8 });
});

test("of what was put together here the provider knows one piece: it is filmed anew", async () => {
  const joined = filmed(8, {}, { appendedTo: "job-0" });

  expect(await remixed(joined)).toMatchObject({ mode: "text", seconds: 4 });
});
