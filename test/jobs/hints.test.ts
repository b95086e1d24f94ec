import { afterEach, expect, test, vi } from "vitest";
import { PlatformError, ProviderError } from "../../src/errors.ts";
import { createHints } from "../../src/jobs/hints.ts";
import { createLog } from "../../src/log.ts";
import type { Operation } from "../../src/providers/provider.ts";
import { createSigner } from "../../src/secret.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
let bot: FakeBot;
afterEach(() => bot.dispose());

function hintsOf({ opened, fake, queue, clock }: FakeBot, secret = "s".repeat(32)) {
  return createHints({
    store: opened.store,
    queue,
    providers: new Map([["fake", fake.provider]]),
    signer: createSigner(secret),
    publicUrl: "https://rushes.example",
    now: clock.now,
    log: createLog("silent"),
  });
}

/** A webhook as it comes in under the address that we gave out. */
function sentTo(url: string) {
  const { pathname, searchParams } = new URL(url);
  const [, , provider = "", job] = pathname.split("/");
  const signature = searchParams.get("signature") ?? "";
  return { provider, job, signature, body: new Uint8Array(), headers: new Headers() };
}

/** The next submission hangs until the test gives its answer. */
function hangingSubmission({ fake }: FakeBot) {
  const hanging = Promise.withResolvers<Operation>();
  const sent = Promise.withResolvers<void>();
  vi.spyOn(fake.provider, "submit").mockImplementationOnce(() => {
    sent.resolve();
    return hanging.promise;
  });
  vi.spyOn(fake.provider, "find").mockResolvedValue([]);
  return { hanging, isSent: sent.promise };
}

test("a webhook under our signed address brings the next poll forward", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }] });
  const { job } = await bot.type("video", cat);
  await bot.turn();
  const id = job?.id ?? "";
  const hints = hintsOf(bot);
  const before = await bot.dueAt(id);

  const isGenuine = await hints.take(sentTo(hints.url("fake", id) ?? ""));

  expect(isGenuine).toBe(true);
  expect(before).toBeGreaterThan(bot.clock.now());
  expect(await bot.dueAt(id)).toBe(bot.clock.now());
});

test("an address that we did not sign, or signed for another job, is refused", async () => {
  bot = await startFakeBot();
  const hints = hintsOf(bot);
  const good = sentTo(hints.url("fake", "a") ?? "");
  const foreign = sentTo(hintsOf(bot, "t".repeat(32)).url("fake", "a") ?? "");

  const answers = [];
  for (const webhook of [{ ...good, job: "b" }, { ...good, signature: "" }, foreign]) {
    answers.push(await hints.take(webhook));
  }

  expect(answers).toEqual([false, false, false]);
});

test("a webhook that its provider does not recognise is refused", async () => {
  bot = await startFakeBot();
  vi.spyOn(bot.fake.provider, "webhook").mockRejectedValue(new ProviderError("fake", "auth", "no"));

  const webhook = { ...sentTo("https://x/webhooks/fake"), job: undefined };

  expect(await hintsOf(bot).take(webhook)).toBe(false);
});

test("a job that lost the answer to its submission is found by its webhook", async () => {
  bot = await startFakeBot();
  const { provider } = bot.fake;
  const silence = new ProviderError("fake", "unavailable", "hang up");
  vi.spyOn(provider, "submit").mockRejectedValueOnce(silence);
  vi.spyOn(provider, "find").mockResolvedValue([]);
  vi.spyOn(provider, "webhook").mockResolvedValue({ operations: [{ id: "op-hinted" }] });
  const { job } = await bot.type("video", cat);
  await bot.turn();
  const hints = hintsOf(bot);

  await hints.take(sentTo(hints.url("fake", job?.id ?? "") ?? ""));
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
});

test("a webhook is read by what its job asks for", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }] });
  const webhook = vi.spyOn(bot.fake.provider, "webhook").mockResolvedValue({ operations: [] });
  const { job } = await bot.type("video", cat);
  const hints = hintsOf(bot);
  const foreign = { ...sentTo("https://x/webhooks/fake"), job: undefined };

  await hints.take(sentTo(hints.url("fake", job?.id ?? "") ?? ""));
  await hints.take(foreign);

  const requests = webhook.mock.calls.map(([, , request]) => request?.prompt);
  expect(requests).toEqual([cat.prompt, undefined]);
});

test("a video that was given up comes all the same when its webhook does, booked late", async () => {
  bot = await startFakeBot();
  const { provider } = bot.fake;
  Object.assign(provider, { unclearMeans: "free" });
  vi.spyOn(provider, "submit").mockRejectedValueOnce(
    new ProviderError("fake", "unavailable", "hang up"),
  );
  vi.spyOn(provider, "find").mockResolvedValue([]);
  vi.spyOn(provider, "webhook").mockResolvedValue({ operations: [{ id: "op-hinted" }] });
  const { job } = await bot.type("video", cat);
  await bot.settle();
  const id = job?.id ?? "";
  const hints = hintsOf(bot);

  await hints.take(sentTo(hints.url("fake", id) ?? ""));
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.entries(id)).toEqual(["adjust -2", "release 2", "reserve 2"]);
});

test("a provider that is not there has sent nothing", async () => {
  bot = await startFakeBot();

  const webhook = { ...sentTo("https://x/webhooks/nobody"), job: undefined };

  expect(await hintsOf(bot).take(webhook)).toBe(false);
});

test.each([
  ["breaks", () => Promise.reject(new ProviderError("fake", "unavailable", "hang up"))],
  ["names the same video", () => Promise.resolve({ id: "op-hinted" })],
])(
  "a webhook that comes before the answer to the submission is kept when that %s",
  async (_how, answer) => {
    bot = await startFakeBot();
    const { hanging, isSent } = hangingSubmission(bot);
    vi.spyOn(bot.fake.provider, "webhook").mockResolvedValue({ operations: [{ id: "op-hinted" }] });
    const poll = vi.spyOn(bot.fake.provider, "poll");
    const { job } = await bot.type("video", cat);
    const id = job?.id ?? "";
    const hints = hintsOf(bot);

    const turn = bot.turn();
    await isSent;
    await hints.take(sentTo(hints.url("fake", id) ?? ""));
    hanging.resolve(answer());
    await turn;
    await bot.settle();

    expect(poll).toHaveBeenCalledWith({ id: "op-hinted" }, expect.anything());
    expect(bot.seen.clips()).toHaveLength(1);
    expect(await bot.entries(id)).toEqual(["reserve 2", "settle 2"]);
  },
);

test("the answer to a submission counts more than the webhook that came before it", async () => {
  bot = await startFakeBot();
  const { hanging, isSent } = hangingSubmission(bot);
  vi.spyOn(bot.fake.provider, "webhook").mockResolvedValue({ operations: [{ id: "op-hinted" }] });
  const poll = vi.spyOn(bot.fake.provider, "poll");
  const { job } = await bot.type("video", cat);
  const id = job?.id ?? "";
  const hints = hintsOf(bot);

  const turn = bot.turn();
  await isSent;
  await hints.take(sentTo(hints.url("fake", id) ?? ""));
  hanging.resolve({ id: "op-answered" });
  await turn;
  await bot.settle();

  const polled = poll.mock.calls.map(([operation]) => operation);
  expect(polled.length).toBeGreaterThan(0);
  expect(polled.filter((operation) => operation["id"] !== "op-answered")).toEqual([]);
  expect(bot.seen.clips()).toHaveLength(1);
});

test("a webhook that comes while a lost video is being given up brings it all the same", async () => {
  bot = await startFakeBot();
  const { provider } = bot.fake;
  Object.assign(provider, { unclearMeans: "charged" });
  const silence = new ProviderError("fake", "unavailable", "hang up");
  vi.spyOn(provider, "submit").mockRejectedValueOnce(silence);
  vi.spyOn(provider, "find").mockResolvedValue([]);
  vi.spyOn(provider, "webhook").mockResolvedValue({ operations: [{ id: "op-hinted" }] });
  const { job } = await bot.type("video", cat);
  const id = job?.id ?? "";
  const hints = hintsOf(bot);
  const away = new PlatformError("unavailable", "away");
  const edit = vi.spyOn(bot.seen.platform, "edit").mockRejectedValue(away);
  const isSettling = async () => (await bot.job(id)).state === "settling";

  for (let turns = 0; turns < 500 && !(await isSettling()); turns += 1) await bot.turn();
  const isGenuine = await hints.take(sentTo(hints.url("fake", id) ?? ""));
  edit.mockRestore();
  await bot.settle();

  expect(isGenuine).toBe(true);
  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.entries(id)).toEqual(["reserve 2", "settle 2"]);
});
