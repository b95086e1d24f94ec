import { setMaxListeners } from "node:events";
import { resolve } from "node:path";
import { actions, commands } from "../commands/index.ts";
import { createBot } from "./bot.ts";
import type { Config } from "./config.ts";
import { readConfig } from "./config.ts";
import { announceEndpoint, withdrawEndpoint } from "./endpoint.ts";
import { UserError } from "./errors.ts";
import { makeFolders } from "./folders.ts";
import { createCompletions } from "./jobs/completions.ts";
import { createCommit } from "./jobs/commit.ts";
import { createConfirm } from "./jobs/confirm.ts";
import { createHints } from "./jobs/hints.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createMetrics } from "./jobs/metrics.ts";
import { createPace } from "./jobs/pace.ts";
import { createRequestVideo } from "./jobs/request-video.ts";
import { createRunner } from "./jobs/runner.ts";
import { createCards } from "./jobs/show-card.ts";
import { createStep } from "./jobs/step.ts";
import { watchProvider } from "./jobs/watch-provider.ts";
import { createLog } from "./log.ts";
import { createClipFolder } from "./media/clip-folder.ts";
import { createFitter } from "./media/fit.ts";
import { createIntake } from "./media/intake.ts";
import { createPictures } from "./media/pictures.ts";
import { createStills } from "./media/stills.ts";
import { createMediaWorker } from "./media/worker.ts";
import { createLocalPlatform } from "./platforms/local/local.ts";
import type { Platform } from "./platforms/platform.ts";
import { createAnimaticProvider } from "./providers/animatic/animatic.ts";
import { createCatalogue, readModels } from "./providers/catalogue.ts";
import type { createOpenAiProvider, PreparePicture } from "./providers/openai/openai.ts";
import type { VideoProvider } from "./providers/provider.ts";
import { createEmbeddedQueue } from "./queue/embedded.ts";
import { budgetView } from "./quota/budget-view.ts";
import { createQuota } from "./quota/quota.ts";
import { GuildSettings } from "./quota/settings.ts";
import { reservedInAll } from "./store/accounts.ts";
import { jobById, jobsByState } from "./store/jobs.ts";
import { createShelf } from "./store/shelf.ts";
import { openSqlite } from "./store/sqlite.ts";
import type { Store } from "./store/store.ts";
import { createSigner, readSecret } from "./secret.ts";
import { createPlayground } from "./web/playground.ts";
import { createWebhooks } from "./web/webhooks.ts";
import { createWebServer } from "./web/server.ts";

/** How long running steps may take to end when the bot is stopped, in ms. */
const GRACE = 8_000;

/** How often one provider is asked how its generations stand, by all jobs together. */
const POLLS_PER_SECOND = 20;

/** Puts something between the bot and the outside world; tests do, to break it. */
export interface Between {
  store?(store: Store): Store;
  provider?(provider: VideoProvider): VideoProvider;
  platform?(platform: Platform): Platform;
}

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds the whole bot from its parts and starts it. Throws `UserError` when it cannot start. */
export async function start(config: Config, between: Between = {}): Promise<Running> {
  const now = Date.now;
  const log = createLog(config.logLevel);
  const dataDir = resolve(config.dataDir);
  const folders = makeFolders(dataDir);
  const opened = await openSqlite(dataDir);
  const store = between.store?.(opened) ?? opened;

  const worker = createMediaWorker({ ffmpegPath: config.ffmpegPath, log });
  const fitter = createFitter(worker);
  const stills = createStills(worker);
  const clips = createClipFolder({ folder: folders.clips, fitter, stills, log });
  const pictures = createPictures(worker, config.maxImageBytes);
  const intake = createIntake({ pictures, folders, maxBytes: config.maxImageBytes, now });

  const models = readModels(config.modelsFile);
  const drafts = models.filter(({ provider }) => provider === "animatic");
  const animatic = { worker, folder: folders.animatic, models: drafts, now, log };
  const preparePicture: PreparePicture = (from, to, width, height) =>
    pictures.prepare({
      from,
      to,
      width,
      height,
      format: "jpeg",
      signal: AbortSignal.timeout(60_000),
    });
  const openai = { catalogue: models, preparePicture, log };
  const providers = [
    createAnimaticProvider(animatic),
    ...(config.openai ? [await openAiProvider(config.openai, openai)] : []),
  ].map((provider) => between.provider?.(provider) ?? provider);
  const { defaultModel } = config;
  const catalogue = createCatalogue({ providers, defaultModel, random: Math.random, now });

  const queue = createEmbeddedQueue({ store, now, log });
  const settings = createShelf(store, "guild", GuildSettings, now);
  const quota = createQuota({ store, settings, bounds: config.bounds, now });
  const metrics = createMetrics({
    jobsByState: () => jobsByState(store.db),
    reserved: () => reservedInAll(store.db),
    lag: queue.lag,
  });

  const watched = providers.map((provider) => watchProvider(provider, metrics));
  const providersByName = new Map(watched.map((provider) => [provider.name, provider]));

  const local = createLocalPlatform({
    db: store.db,
    folder: dataDir,
    maxImageBytes: config.maxImageBytes,
    budget: async () => budgetView(await quota.account("local:playground")),
    stateOf: async (job) => (await jobById(store.db, job))?.state,
    now,
    log,
  });
  const platforms = [local].map((platform: Platform) => between.platform?.(platform) ?? platform);
  const platformsByName = new Map(platforms.map((platform) => [platform.name, platform]));

  const signer = createSigner(readSecret(dataDir, config.secretKey));
  const { host, port, publicUrl } = config;
  const hintDeps = { store, queue, providers: providersByName, signer, publicUrl, now, log };
  const hints = createHints(hintDeps);

  const stepDeps = {
    store,
    providers: providersByName,
    platforms: platformsByName,
    modelOf: catalogue.known,
    clips,
    picturePath: intake.pathOf,
    webhookUrl: hints.url,
    pace: createPace(POLLS_PER_SECOND, now),
    maxRunning: config.limits.running,
    now,
    random: Math.random,
    log,
  };
  const step = createStep(stepDeps);
  const showCard = createCards(stepDeps);
  const commit = createCommit({ store, queue, quota, metrics, now, random: Math.random, log });
  const runner = createRunner({ ...stepDeps, queue, step, commit, metrics, showCard });

  const { limits, confirmAbove } = config;
  const requestDeps = { store, queue, quota, catalogue, limits, confirmAbove, now };
  const jobs = createJobs({
    ...requestDeps,
    requestVideo: createRequestVideo(requestDeps),
    confirm: createConfirm(requestDeps),
    platforms: platformsByName,
    intake,
    clips,
  });
  const tools = { jobs, quota, catalogue, commands };
  const complete = createCompletions({ store, catalogue });
  const bot = createBot({ commands, actions, tools, operators: config.operators, complete, log });

  let isReady = false;
  const playground = { host, publicUrl, token: config.playground.token, api: local.routes };
  const web = createWebServer({
    host,
    port,
    log,
    routes: [
      { path: "/webhooks", app: createWebhooks(hints.take) },
      ...(config.playground.isOn ? [{ path: "/", app: createPlayground(playground) }] : []),
    ],
    isReady: async () =>
      isReady && (await store.db.selectFrom("due").select("job").limit(1).execute(), true),
    metrics: metrics.text,
  });

  await Promise.all(platforms.map((platform) => platform.start(bot)));
  const { url } = await web.start();
  runner.start();
  await announceEndpoint(dataDir, { url, pid: process.pid });
  isReady = true;
  log.info({ url, models: catalogue.offered().map(({ id }) => id) }, "ready");

  return {
    url,
    async stop() {
      isReady = false;
      await withdrawEndpoint(dataDir);
      await Promise.all([...platforms.map((platform) => platform.stop()), web.stop()]);
      await runner.stop(GRACE);
      await store.close();
    },
  };
}

/** The SDK is loaded only when it is used: an idle bot stays small. */
async function openAiProvider(...given: Parameters<typeof createOpenAiProvider>) {
  const { createOpenAiProvider: create } = await import("./providers/openai/openai.ts");
  return create(...given);
}

async function main(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const bot = await start(config);
    console.log(`\n  Rushes is ready: open ${bot.url} and type /video\n`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void bot.stop().then(() => process.exit(0)));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

// Every running job listens for the stop of the bot.
setMaxListeners(200);
if (import.meta.main) await main();
