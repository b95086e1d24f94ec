import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actions, commands } from "../../commands/index.ts";
import { createBot } from "../../src/bot.ts";
import { createConsents } from "../../src/consents/consents.ts";
import { createCoach, Suggestion } from "../../src/coach/coach.ts";
import type { Rewriter } from "../../src/coach/rewriter.ts";
import { createModeration } from "../../src/moderation/moderation.ts";
import type { Judge } from "../../src/moderation/moderation.ts";
import { createGuilds } from "../../src/guilds/guilds.ts";
import { createCompletions } from "../../src/jobs/completions.ts";
import { createAlerts } from "../../src/jobs/alerts.ts";
import { createCommit } from "../../src/jobs/commit.ts";
import { createConfirm } from "../../src/jobs/orders/confirm.ts";
import { createJobs } from "../../src/jobs/jobs.ts";
import { createMetrics } from "../../src/jobs/metrics.ts";
import { createPace } from "../../src/jobs/steps/pace.ts";
import { createRequestVideo } from "../../src/jobs/orders/request-video.ts";
import { createRunner } from "../../src/jobs/runner.ts";
import { createCards } from "../../src/jobs/show-card.ts";
import { createStep } from "../../src/jobs/step.ts";
import { createLog } from "../../src/log.ts";
import type { Chart } from "../../src/media/charts.ts";
import { createClipFolder } from "../../src/media/clip-folder.ts";
import { dollars } from "../../src/money.ts";
import type {
  Ask,
  Completion,
  Invocation,
  Person,
  Platform,
  Reply,
} from "../../src/platforms/platform.ts";
import { createCatalogue } from "../../src/providers/catalogue.ts";
import type { Model, Snapshot, VideoRequest } from "../../src/providers/provider.ts";
import { createLedgerFiles } from "../../src/quota/ledger-file.ts";
import { createQuota } from "../../src/quota/quota.ts";
import { createSpending } from "../../src/quota/spending.ts";
import { GuildSettings } from "../../src/quota/settings.ts";
import { reservedInAll } from "../../src/store/accounts.ts";
import { jobById, jobsByState } from "../../src/store/jobs.ts";
import { createShelf } from "../../src/store/shelf.ts";
import { toRecord } from "../../src/jobs/records.ts";
import type { Clock } from "./clock.ts";
import { createClock } from "./clock.ts";
import { createManualQueue } from "./manual-queue.ts";
import { createFakeMontage } from "./montage.ts";
import { createFakePlatform } from "./platform.ts";
import { createFakeProvider } from "./provider.ts";
import type { TestStore } from "./stores.ts";
import { openTestSqlite } from "./stores.ts";

export const ann: Person = {
  id: "fake:ann",
  name: "Ann",
  isAdmin: false,
  isModerator: false,
  isOperator: false,
};

export interface BotOptions {
  /** The size of every picture that somebody attaches. */
  picture?: { width: number; height: number };
  budget?: number;
  originalUrl?: (job: string) => string | undefined;
  confirmAbove?: number;
  before?: Extract<Snapshot, { status: "queued" | "running" }>[];
  end?: Snapshot;
  models?: readonly Model[];
  /** Models that only sketch, of a provider of their own. */
  drafts?: readonly Model[];
  rewriter?: Rewriter;
  judges?: readonly Judge[];
  refuses?: RegExp;
  limits?: { jobsPerPerson?: number; jobsPerGuild?: number; running?: number };
  /** Where it talks beside the fake platform. */
  chats?: readonly Platform[];
  clock?: Clock;
  /** A bot that goes on with what another has left behind. */
  after?: World;
}

/** What outlives a bot: its database, its disk, and everybody it talks to. */
interface World {
  readonly opened: TestStore;
  readonly clock: Clock;
  readonly folder: string;
  readonly fake: ReturnType<typeof createFakeProvider>;
  readonly seen: ReturnType<typeof createFakePlatform>;
}

/** The whole bot with a provider, a platform and a clock in memory; the rest is real. */
export async function startFakeBot(options: BotOptions = {}) {
  const { after, before, end } = options;
  const opened: TestStore = after?.opened ?? (await openTestSqlite());
  const clock: Clock = after?.clock ?? options.clock ?? createClock();
  const folder = after?.folder ?? (await mkdtemp(join(tmpdir(), "rushes-bot-")));
  const fake =
    after?.fake ??
    createFakeProvider({ before, end, models: options.models, refuses: options.refuses });
  const drawer = createFakeProvider({
    name: "animatic",
    usdPerSecond: 0,
    models: options.drafts ?? [],
  });
  const seen = after?.seen ?? createFakePlatform();
  const { store } = opened;
  const { now } = clock;
  const log = createLog(process.env["LOG"] ?? "silent");

  const { queue, ...drive } = createManualQueue(store, clock);
  const settings = createShelf(store, "guild", GuildSettings, now);
  const bounds = {
    defaultBudget: dollars(options.budget ?? 10),
    globalBudget: undefined,
    personCap: undefined,
  };
  const drawn: Chart[] = [];
  const discarded: string[] = [];
  const quota = createQuota({ store, settings, bounds, now });
  const clips = createClipFolder({
    folder,
    fitter: { fitClip: () => Promise.reject(new Error("no fitting here")) },
    stills: {
      poster: ({ to }) => copyFile("/dev/null", to),
      lastFrame: () => Promise.reject(new Error("no frames here")),
    },
    log,
  });
  const montage = createFakeMontage(folder);
  const catalogue = createCatalogue({
    providers: [fake.provider, drawer.provider],
    defaultModel: undefined,
    random: () => 0.5,
    now,
  });
  const chats = [seen.platform, ...(options.chats ?? [])];
  const platforms = new Map(chats.map((chat) => [chat.name, chat]));
  const stepDeps = {
    store,
    platforms,
    providers: new Map([fake, drawer].map(({ provider }) => [provider.name, provider])),
    modelOf: catalogue.known,
    hasFiner: (guild: string, request: VideoRequest) => guilds.hasFiner(guild, request),
    clips,
    montage,
    picturePath: (file: string) => join(folder, file),
    discardPicture: async (file: string) => void discarded.push(file),
    originalUrl: options.originalUrl ?? (() => undefined),
    webhookUrl: () => undefined,
    pace: createPace(1_000, now),
    maxRunning: options.limits?.running ?? 100,
    now,
    random: () => 0.5,
    log,
  };
  const metrics = createMetrics({
    jobsByState: () => jobsByState(store.db),
    reserved: () => reservedInAll(store.db),
    lag: queue.lag,
  });
  const step = createStep(stepDeps);
  const showCard = createCards(stepDeps);
  const commit = createCommit({
    ...stepDeps,
    queue,
    quota,
    metrics,
    alerts: createAlerts({ ...stepDeps, settings, quota }),
  });
  const runner = createRunner({ ...stepDeps, queue, step, commit, metrics, showCard });
  const limits = {
    jobsPerPerson: options.limits?.jobsPerPerson ?? 50,
    jobsPerGuild: options.limits?.jobsPerGuild ?? 500,
  };
  const confirmAbove = dollars(options.confirmAbove ?? 100);
  const intake = {
    take: async () => ({
      file: "picture.jpg",
      ...(options.picture ?? { width: 640, height: 360 }),
    }),
    discard: stepDeps.discardPicture,
    pathOf: (file: string) => join(folder, file),
  };
  const guildDeps = { store, settings, catalogue, intake, now };
  const guilds = createGuilds({ ...guildDeps, bounds: { confirmAbove, personCap: undefined } });
  const coach = createCoach({
    guilds,
    shelf: createShelf(store, "suggestions", Suggestion, now),
    rewriter: options.rewriter,
    now,
    log,
  });
  const moderation = createModeration({ judges: options.judges ?? [], log });
  const money = { quota, confirmAbove, limits };
  const requestDeps = { store, queue, catalogue, guilds, moderation, ...money, now };
  const jobs = createJobs({
    ...requestDeps,
    requestVideo: createRequestVideo(requestDeps),
    confirm: createConfirm(requestDeps),
    platforms,
    intake,
    clips,
    montage,
    showCard,
    originalUrl: stepDeps.originalUrl,
  });
  const tools = {
    consents: createConsents({ store, settings, now }),
    ...guilds,
    coach,
    jobs,
    quota,
    spending: createSpending({ store, settings, bounds, now }),
    ledgerFiles: createLedgerFiles({ store, settings, bounds, folder: join(folder, "csv"), now }),
    charts: { draw: async (chart: Chart) => `chart-${drawn.push(chart)}.png` },
    commands,
  };
  const complete = createCompletions({ store, guilds });
  const front = createBot({
    commands,
    actions,
    tools,
    operators: new Set(["fake:boss"]),
    complete,
    isStoreAlive: async () =>
      (await store.db.selectFrom("due").select("job").execute()).length >= 0,
    log,
  });
  for (const chat of chats) await chat.start(front);
  runner.start();

  let invocations = 0;
  async function ask(asked: Ask, by: Partial<Invocation> = {}): Promise<Reply> {
    invocations += 1;
    let answer: Reply | undefined;
    await front.answer({
      id: `invocation-${clock.now()}-${invocations}`,
      platform: "fake",
      guild: "fake:guild",
      person: ann,
      place: "fake:place",
      attachments: {},
      locale: "en",
      checkPlace: () => undefined,
      ask: asked,
      reply: async (reply) => {
        answer = reply;
      },
      ...by,
    });
    if (!answer) throw new Error("no answer");
    return answer;
  }

  return {
    ...drive,
    opened,
    clock,
    folder,
    fake,
    drawer,
    seen,
    montage,
    queue,
    stepDeps,
    runner,
    quota,
    drawn,
    /** The pictures that were thrown away, by their files. */
    discarded,
    complete: (completion: Pick<Completion, "source"> & Partial<Completion>) =>
      front.complete({
        typed: "",
        locale: "en",
        guild: "fake:guild",
        person: ann.id,
        ...completion,
      }),
    clips,
    metrics,
    type: (name: string, given: Record<string, unknown> = {}, by: Partial<Invocation> = {}) =>
      ask({ kind: "command", name, options: given }, by),
    press: (name: string, job: string, by: Partial<Invocation> = {}, given = {}) =>
      ask({ kind: "action", name, job, options: given }, by),
    async job(id: string) {
      const row = await jobById(store.db, id);
      if (!row) throw new Error(`no job ${id}`);
      return toRecord(row).job;
    },
    async dueAt(id: string) {
      const due = store.db.selectFrom("due").select("at").where("job", "=", id);
      return (await due.executeTakeFirst())?.at;
    },
    left: async () => (await quota.account("fake:guild")).left,
    async entries(job: string) {
      const rows = await store.db.selectFrom("ledger").selectAll().where("job", "=", job).execute();
      return rows.map(({ kind, amount }) => `${kind} ${amount / 1_000_000}`).toSorted();
    },
    async dispose() {
      await opened.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type FakeBot = Awaited<ReturnType<typeof startFakeBot>>;
