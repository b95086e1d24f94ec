import { createGuilds } from "../src/guilds/guilds.ts";
import { createCommit } from "../src/jobs/commit.ts";
import { createMetrics } from "../src/jobs/metrics.ts";
import { createPace } from "../src/jobs/steps/pace.ts";
import { createRequestVideo } from "../src/jobs/orders/request-video.ts";
import { createRunner } from "../src/jobs/runner.ts";
import { createCards } from "../src/jobs/show-card.ts";
import type { StepDeps } from "../src/jobs/next.ts";
import { createStep } from "../src/jobs/step.ts";
import { createLog } from "../src/log.ts";
import type { Clips } from "../src/media/clips.ts";
import { createModeration } from "../src/moderation/moderation.ts";
import { dollars } from "../src/money.ts";
import type { Invocation } from "../src/platforms/platform.ts";
import { createCatalogue } from "../src/providers/catalogue.ts";
import type { Queue } from "../src/queue/queue.ts";
import { createQuota } from "../src/quota/quota.ts";
import { GuildSettings } from "../src/quota/settings.ts";
import { createShelf } from "../src/store/shelf.ts";
import type { Store } from "../src/store/store.ts";
import { createFakePlatform } from "../test/fakes/platform.ts";
import { createFakeProvider } from "../test/fakes/provider.ts";

const GUILDS = 10;
const NO_LIMIT = 1_000_000;
const now = Date.now;
const random = Math.random;
const log = createLog("silent");

/** Clips that are there at once: what a disk takes is another bench. */
const clips: Clips = {
  async save(name, { stream }) {
    stream.destroy();
    return { file: `${name}.mp4`, bytes: 8_000_000, seconds: 4, width: 1_280, height: 720 };
  },
  fit: async (clip) => clip,
  poster: async () => undefined,
  pathOf: ({ file }) => file,
  remove: async () => {},
};

/** The way of a job as it is, with money and all, over a provider, a platform and a disk in memory. */
export function createEngine({ store, queue }: { store: Store; queue: Queue }) {
  const { provider } = createFakeProvider();
  const { platform } = createFakePlatform();
  // It reports no progress, so that its first poll comes by what was learned.
  const models = provider.models().map((model) => ({ ...model, progress: false }));
  const studio = { ...provider, models: () => models };
  const catalogue = createCatalogue({ providers: [studio], defaultModel: "film-1", random, now });

  const unlimited = { globalBudget: undefined, personCap: undefined };
  const bounds = { defaultBudget: dollars(NO_LIMIT), ...unlimited };
  const settings = createShelf(store, "guild", GuildSettings, now);
  const quota = createQuota({ store, settings, bounds, now });
  const stepDeps: StepDeps = {
    store,
    providers: new Map([["fake", studio]]),
    platforms: new Map([["fake", platform]]),
    modelOf: catalogue.known,
    hasFiner: async () => false,
    clips,
    montage: { concat: noMontage, grid: noMontage, lastFrame: noMontage },
    picturePath: (file) => file,
    discardPicture: () => Promise.resolve(),
    originalUrl: () => undefined,
    webhookUrl: () => undefined,
    pace: createPace(NO_LIMIT, now),
    maxRunning: NO_LIMIT,
    now,
    random,
    log,
  };
  let open = 0;
  let atRest = Promise.withResolvers<void>();
  const counted = createMetrics({
    jobsByState: async () => [],
    reserved: async () => 0,
    lag: async () => 0,
  });
  const metrics: typeof counted = {
    ...counted,
    moved(job) {
      if (job.state !== "closed") return;
      open -= 1;
      if (open === 0) atRest.resolve();
    },
  };
  const commit = createCommit({ store, queue, quota, metrics, now, random, log });
  const step = createStep(stepDeps);
  const showCard = createCards(stepDeps);
  const runner = createRunner({ ...stepDeps, queue, step, commit, metrics, showCard });
  const limits = { jobsPerPerson: NO_LIMIT, jobsPerGuild: NO_LIMIT };
  const money = { quota, confirmAbove: dollars(NO_LIMIT) };
  const intake = {
    take: () => Promise.reject(new Error("no pictures here")),
    discard: () => Promise.resolve(),
  };
  const guildDeps = { store, settings, catalogue, intake, now };
  const guilds = createGuilds({ ...guildDeps, bounds: { ...money, personCap: undefined } });
  const moderation = createModeration({ judges: [], log });
  const deps = { store, queue, catalogue, guilds, moderation, limits, now, ...money };
  const requestVideo = createRequestVideo(deps);

  return {
    runner,
    /** Asks for this many videos, from several guilds, and waits until the last is delivered and paid. */
    async film(videos: number): Promise<void> {
      open = videos;
      atRest = Promise.withResolvers();
      for (let index = 0; index < videos; index += 1) {
        const wish = { prompt: "a paper boat in the rain", seconds: 4, pictures: [] };
        const request = catalogue.request(wish, "film-1");
        // oxlint-disable-next-line no-await-in-loop -- people come one after the other
        await requestVideo(invocationOf(`guild-${index % GUILDS}`), {
          request,
          provider: studio.name,
        });
      }
      await atRest.promise;
    },
  };
}

const noMontage = () => Promise.reject(new Error("nothing is put together here"));

let invocations = 0;

function invocationOf(guild: string): Invocation {
  invocations += 1;
  return {
    id: `invocation-${process.pid}-${invocations}`,
    platform: "fake",
    guild,
    person: {
      id: `${guild}:ann`,
      name: "Ann",
      isAdmin: false,
      isModerator: false,
      isOperator: false,
    },
    place: "place",
    ask: { kind: "command", name: "video", options: {} },
    attachments: {},
    locale: "en",
    checkPlace: () => undefined,
    reply: async () => {},
  };
}
