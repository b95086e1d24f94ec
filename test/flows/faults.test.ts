import { afterEach, expect, test, vi } from "vitest";
import type { FailureKind } from "../../src/errors.ts";
import { ProviderError } from "../../src/errors.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { faultTable } from "../fakes/fault-table.ts";
import type { Fault } from "../fakes/faults.ts";
import type { Route } from "../fakes/openai-server.ts";
import { QUICK_LIMITS } from "../fakes/quick-limits.ts";
import { openStage } from "../providers/openai-stage.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
/** Within how long a card says that something is wrong, in ms. */
const SOON = 10_000;
const PAID = ["reserve 2", "settle 2"];
const FREE = ["release 2", "reserve 2"];
const DONE = "Done. It cost $2.00.";
/** What a card says of a job that fares well. */
const WELL = /^(?:In line…|Filming….*|Fetching the video…|Done\. .*)$/;
const rows = faultTable(Date.now());

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function startBot(): Promise<FakeBot> {
  const bot = await startFakeBot();
  closing.push(() => bot.dispose());
  return bot;
}

/** A bot before a real adapter, whose server meets a fault on one of its calls. */
async function begin(route: Route, fault: Fault, times = 1) {
  const bot = await startBot();
  const { provider, server } = await openStage({ limits: QUICK_LIMITS });
  closing.push(() => server.stop());
  const failures: number[] = [];
  function noting<Asked extends unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) {
    return async (...asked: Asked): Promise<Answer> => {
      try {
        return await call(...asked);
      } catch (error) {
        failures.push(bot.clock.now());
        throw error;
      }
    };
  }
  const { submit, poll, open, find } = provider;
  const calls = { submit: noting(submit), poll: noting(poll), open: noting(open), find };
  Object.assign(bot.fake.provider, calls);
  Object.assign(bot.clips, { save: noting(bot.clips.save) });
  server.fail(route, fault, times);
  return { bot, bills: server.bills, failures };
}

/** Lets a job come to its end, and tells what its card said when. */
async function watch(bot: FakeBot) {
  const said: { at: number; text: string }[] = [];
  const begun = bot.clock.now();
  const { job } = await bot.type("video", cat);
  const id = job?.id ?? "";
  while ((await bot.dueAt(id)) !== undefined) {
    const before = bot.seen.cardTexts.length;
    await bot.turn();
    const at = bot.clock.now();
    said.push(...bot.seen.cardTexts.slice(before).map((text) => ({ at, text })));
  }
  const end = await bot.job(id);
  return {
    said,
    end: said.at(-1)?.text,
    outcome: end.state === "closed" ? end.outcome.kind : end.state,
    minutes: (bot.clock.now() - begun) / 60_000,
    entries: await bot.entries(id),
  };
}

/** When the card said first that something is wrong. */
const toldAt = (said: readonly { at: number; text: string }[]) =>
  said.find(({ text }) => !WELL.test(text))?.at ?? Infinity;

test.each(rows.filter(({ submit }) => submit?.mayHaveBegun === false))(
  "a submission that meets $name has begun nothing, and that is told soon",
  async ({ fault, submit }) => {
    const { bot, bills, failures } = await begin("create", fault);

    const { said, outcome, entries } = await watch(bot);

    const isRefused = submit?.kinds.some((kind) => kind === "auth");
    expect(toldAt(said)).toBeLessThanOrEqual((failures[0] ?? 0) + SOON);
    expect(outcome).toBe(isRefused ? "failed" : "delivered");
    expect(entries).toEqual(isRefused ? FREE : PAID);
    expect(bills).toHaveLength(isRefused ? 0 : 1);
  },
);

test.each(rows.filter(({ submit }) => submit?.mayHaveBegun))(
  "a submission that meets $name is looked for, and never sent twice",
  async ({ fault }) => {
    const { bot, bills, failures } = await begin("create", fault);

    const { said, outcome, entries } = await watch(bot);

    // Found at once, all is well.
    const isFound = bills.length === 1;
    expect(isFound ? 0 : toldAt(said)).toBeLessThanOrEqual((failures[0] ?? 0) + SOON);
    expect(failures).toHaveLength(1);
    expect(outcome).toBe(isFound ? "delivered" : "missing");
    expect(entries).toEqual(PAID);
    expect(bills.length).toBeLessThanOrEqual(1);
  },
);

test.each([
  ...rows
    .filter(({ poll }) => poll)
    .map(({ name, fault }) => ({ what: "a poll", route: "retrieve", name, fault }) as const),
  ...rows.map(({ name, fault }) => ({ what: "a clip", route: "content", name, fault }) as const),
])("$what that meets $name is told soon, and asked for again", async ({ route, fault }) => {
  const { bot, bills, failures } = await begin(route, fault);

  const { said, end, entries } = await watch(bot);

  expect(failures).toHaveLength(1);
  expect(toldAt(said)).toBeLessThanOrEqual((failures[0] ?? 0) + SOON);
  expect(end).toBe(DONE);
  expect(entries).toEqual(PAID);
  expect(bills).toHaveLength(1);
  expect(bot.seen.clips()).toHaveLength(1);
});

test.each(["endless", "empty", "wrong-type", "truncate"] as const)(
  "a clip that is %s for good is fetched a few times only, and costs nothing",
  async (kind) => {
    const { bot, failures } = await begin("content", { kind }, 100);

    const { outcome, entries, minutes } = await watch(bot);

    expect(failures).toHaveLength(5);
    expect(outcome).toBe("failed");
    expect(entries).toEqual(FREE);
    expect(minutes).toBeLessThan(5);
  },
);

interface Lasting {
  readonly call: "submit" | "poll" | "open";
  readonly kind: FailureKind;
  /** How often it is called at most, and for how long. */
  readonly calls: number;
  readonly minutes: number;
}

const lasting: Lasting[] = [
  ...(["unavailable", "throttled"] as const).flatMap((kind): Lasting[] => [
    { call: "submit", kind, calls: 500, minutes: 362 },
    { call: "poll", kind, calls: 30, minutes: 14 },
    { call: "open", kind, calls: 61, minutes: 60 },
  ]),
  { call: "submit", kind: "auth", calls: 1, minutes: 1 },
  { call: "submit", kind: "billing", calls: 1, minutes: 1 },
  { call: "poll", kind: "unknown", calls: 30, minutes: 14 },
  { call: "poll", kind: "auth", calls: 5, minutes: 5 },
  { call: "poll", kind: "gone", calls: 5, minutes: 5 },
  { call: "open", kind: "unknown", calls: 5, minutes: 5 },
  { call: "open", kind: "auth", calls: 5, minutes: 5 },
  { call: "open", kind: "gone", calls: 5, minutes: 5 },
];

test.each(lasting)(
  "$call that answers $kind for good is told soon, given up in time and costs nothing",
  async ({ call, kind, calls, minutes }) => {
    const bot = await startBot();
    const failures: number[] = [];
    const spy = vi.spyOn(bot.fake.provider, call).mockImplementation(() => {
      failures.push(bot.clock.now());
      throw new ProviderError("fake", kind, "no", { mayHaveBegun: false });
    });

    const { said, outcome, entries, minutes: taken } = await watch(bot);

    expect(toldAt(said)).toBeLessThanOrEqual((failures[0] ?? 0) + SOON);
    expect(outcome).toBe("failed");
    expect(entries).toEqual(FREE);
    expect(spy.mock.calls.length).toBeLessThanOrEqual(calls);
    expect(taken).toBeLessThanOrEqual(minutes);
  },
);
