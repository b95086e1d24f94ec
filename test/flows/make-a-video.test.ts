import { afterEach, expect, test, vi } from "vitest";
import { ProviderError, PlatformError } from "../../src/errors.ts";
import { dollars } from "../../src/money.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

test("a video arrives in its thread and is paid for", async () => {
  await begin({
    before: [
      { status: "queued", queuePosition: 2 },
      { status: "running", progress: 0.5 },
    ],
  });

  const reply = await bot.type("video", cat);
  await bot.settle();

  expect(reply.message.text).toBe("On it. The video comes in the thread.");
  expect(bot.seen.clips().map(({ clip }) => clip?.alt)).toEqual([
    "A video of 1 second: a cat in the rain",
  ]);
  expect(bot.seen.cardTexts).toEqual([
    "In line…",
    "Filming…",
    "Waiting at the studio: number 2 in line.",
    "Filming… 50 %",
    "Done. It cost $2.00.",
  ]);
  expect(await bot.left()).toBe(dollars(8));
  expect(await bot.entries(reply.job?.id ?? "")).toEqual(["reserve 2", "settle 2"]);
});

test("a bar never goes back, whatever a studio that starts over reports", async () => {
  await begin({
    before: [
      { status: "running", progress: 0.5 },
      { status: "running", progress: 0.2 },
      { status: "running" },
      { status: "queued" },
      { status: "running", progress: 0.6 },
    ],
  });

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.cardTexts).toEqual([
    "In line…",
    "Filming…",
    "Filming… 50 %",
    "Filming… 60 %",
    "Done. It cost $2.00.",
  ]);
});

test("what a provider reports to have cost is what is paid", async () => {
  await begin({ end: { status: "succeeded", asset: {}, cost: dollars(1.25) } });

  const reply = await bot.type("video", cat);
  await bot.settle();

  expect(await bot.left()).toBe(dollars(8.75));
  expect(await bot.entries(reply.job?.id ?? "")).toEqual([
    "release 0.75",
    "reserve 2",
    "settle 1.25",
  ]);
});

test("a video that the provider refuses costs nothing", async () => {
  await begin({ end: { status: "failed", kind: "refused", reason: "Too wild" } });

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.cardTexts.at(-1)).toBe(
    "The studio does not film this: Too wild. Try other words or another picture. Nothing was charged.",
  );
  expect(await bot.left()).toBe(dollars(10));
});

test("a video beyond the budget is refused before anything is submitted", async () => {
  await begin({ budget: 1 });

  const reply = await bot.type("video", cat);
  await bot.settle();

  expect(reply.message.text).toMatch(/^This costs \$2\.00 and \$1\.00 of the shared budget/);
  expect(bot.fake.submitted).toEqual([]);
  expect(bot.seen.threads.size).toBe(0);
});

test("parallel requests never overspend", async () => {
  await begin({ budget: 7 });

  const replies = await Promise.all(Array.from({ length: 30 }, () => bot.type("video", cat)));
  await bot.settle();

  expect(replies.filter(({ job }) => job)).toHaveLength(3);
  expect(bot.fake.submitted).toHaveLength(3);
  expect(await bot.left()).toBe(dollars(1));
});

test("an event that is delivered twice makes one job", async () => {
  await begin();

  const [first, second] = await Promise.all([
    bot.type("video", cat, { id: "same" }),
    bot.type("video", cat, { id: "same" }),
  ]);
  await bot.settle();

  expect(first.job?.id).toBe(second.job?.id);
  expect(bot.fake.submitted).toHaveLength(1);
  expect(await bot.left()).toBe(dollars(8));
});

test("a provider too busy to take a job gets it again, under a new key", async () => {
  await begin();
  const busy = new ProviderError("fake", "throttled", "slow down", { retryAfter: 7_000 });
  const submit = vi.spyOn(bot.fake.provider, "submit").mockRejectedValueOnce(busy);

  await bot.type("video", cat);
  await bot.settle();

  const keys = submit.mock.calls.map(([{ key }]) => key);
  expect(new Set(keys).size).toBe(2);
  expect(bot.seen.cardTexts).toContain("Waiting: the studio is busy…");
  expect(bot.seen.cardTexts.at(-1)).toBe("Done. It cost $2.00.");
});

test("a provider that cannot be reached for hours is given up, and nothing is charged", async () => {
  await begin();
  const away = new ProviderError("fake", "unavailable", "ENOTFOUND", { mayHaveBegun: false });
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValue(away);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.cardTexts.at(-1)).toMatch(/could not be reached.* Nothing was charged\.$/);
  expect(await bot.left()).toBe(dollars(10));
});

test("polls that fail are repeated, and the video still arrives", async () => {
  await begin();
  const lost = new ProviderError("fake", "unavailable", "502");
  vi.spyOn(bot.fake.provider, "poll").mockRejectedValueOnce(lost).mockRejectedValueOnce(lost);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
});

test("a generation that never ends is given up at the model's deadline", async () => {
  await begin();
  vi.spyOn(bot.fake.provider, "poll").mockResolvedValue({ status: "running" });
  const start = bot.clock.now();

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.clock.now() - start).toBeGreaterThan(600_000);
  expect(bot.clock.now() - start).toBeLessThan(800_000);
  expect(bot.seen.cardTexts.at(-1)).toBe(
    "It took too long, and was given up. Nothing was charged.",
  );
});

test("a broken download is fetched again", async () => {
  await begin();
  const broken = new ProviderError("fake", "unavailable", "cut off");
  vi.spyOn(bot.fake.provider, "open").mockRejectedValueOnce(broken);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
});

test("a clip that can never be fetched costs nothing", async () => {
  await begin();
  const gone = new ProviderError("fake", "gone", "404");
  vi.spyOn(bot.fake.provider, "open").mockRejectedValue(gone);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.cardTexts.at(-1)).toMatch(/could not be fetched whole\. Nothing was charged\.$/);
  expect(await bot.left()).toBe(dollars(10));
});

test("a thread that cannot be opened ends the job, and nothing is charged", async () => {
  await begin();
  const forbidden = new PlatformError("forbidden", "no");
  vi.spyOn(bot.seen.platform, "openThread").mockRejectedValue(forbidden);

  const reply = await bot.type("video", cat);
  await bot.settle();

  expect(bot.fake.submitted).toEqual([]);
  expect(await bot.left()).toBe(dollars(10));
  expect(await bot.job(reply.job?.id ?? "")).toMatchObject({ state: "closed" });
});

test("a video that cannot be posted is kept, paid, and offered by /jobs", async () => {
  await begin();
  const gone = new PlatformError("gone", "the thread was deleted");
  vi.spyOn(bot.seen.platform, "prepareUpload").mockRejectedValue(gone);

  const reply = await bot.type("video", cat);
  await bot.settle();

  const { fields = [] } = (await bot.type("jobs")).message;
  expect(fields).toEqual([
    { name: reply.job?.id, value: "kept · 21 November · a cat in the rain" },
  ]);
  expect(await bot.left()).toBe(dollars(8));
});

test("the list of videos says on which day each was asked for, where the guild is", async () => {
  await begin();
  const boss = { person: { ...ann, isAdmin: true } };
  await bot.type("settings", { setting: "time-zone", value: "Pacific/Kiritimati" }, boss);
  await bot.type("video", cat);
  await bot.settle();

  const { fields = [] } = (await bot.type("jobs")).message;

  expect(fields.map(({ value }) => value)).toEqual(["delivered · 22 November · a cat in the rain"]);
});

test("a card that cannot be edited does not stop the job", async () => {
  await begin({ before: [{ status: "running", progress: 0.2 }] });
  vi.spyOn(bot.seen.platform, "edit").mockRejectedValue(new PlatformError("unavailable", "503"));

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.left()).toBe(dollars(8));
});

test("jobs wait in line while the house is full", async () => {
  await begin({ limits: { running: 1 }, before: [{ status: "running" }] });

  await bot.type("video", cat);
  await bot.type("video", { ...cat, prompt: "a second cat" });
  for (let turns = 0; turns < 4; turns += 1) await bot.turn();

  expect(bot.fake.submitted).toHaveLength(1);
  await bot.settle();
  expect(bot.seen.clips()).toHaveLength(2);
});

test("a person has only so many videos in the making", async () => {
  await begin({ limits: { jobsPerPerson: 1 } });

  await bot.type("video", cat);
  const second = await bot.type("video", cat);
  const other = await bot.type("video", cat, { person: { ...ann, id: "fake:bob" } });

  expect(second.message.text).toMatch(/You already have one video in the making/);
  expect(other.job).toBeDefined();
});

test("again makes the same video with another seed, edit keeps the seed", async () => {
  await begin();
  const first = await bot.type("video", { ...cat, seed: 7 });
  await bot.settle();

  const again = await bot.press("again", first.job?.id ?? "");
  const edited = await bot.press("edit", first.job?.id ?? "", {}, { prompt: "a dog" });
  await bot.settle();

  const requests = await Promise.all(
    [again, edited].map(async ({ job }) => (await bot.job(job?.id ?? "")).request),
  );
  expect(requests[0]).toMatchObject({ prompt: cat.prompt, seconds: 4 });
  expect(requests[0]?.seed).not.toBe(7);
  expect(requests[1]).toMatchObject({ prompt: "a dog", seed: 7 });
  expect(bot.seen.clips()).toHaveLength(3);
});

test("only the requester and admins delete a video; then it is gone from disk and thread", async () => {
  await begin();
  const { job } = await bot.type("video", cat);
  await bot.settle();
  const id = job?.id ?? "";
  const bob = { person: { ...ann, id: "fake:bob", name: "Bob" } };

  const refused = await bot.press("delete", id, bob);
  const elsewhere = await bot.press("delete", id, { guild: "fake:other" });
  const done = await bot.press("delete", id);

  expect(refused.message.text).toBe("Only Ann and moderators can do that.");
  expect(elsewhere.message.text).toMatch(/There is no video/);
  expect(done.message.text).toBe("Deleted.");
  expect(bot.seen.clips()[0]?.isRemoved).toBe(true);
});

test("every word of /help, /models, /quota and /jobs can be read", async () => {
  await begin();
  const boss = { person: { ...ann, id: "fake:boss" } };

  const help = await bot.type("help");
  const models = await bot.type("models");
  const set = await bot.type("quota", { action: "set", amount: 3 }, boss);
  const refused = await bot.type("quota", { action: "history" });
  const unknown = await bot.type("nonsense");

  expect(help.message.fields?.map(({ name }) => name)).toContain("/video");
  expect(models.message.fields?.[0]?.name).toBe("film-1");
  expect(set.message.text).toBe("$3.00 of $3.00 is left. It renews on 1 December.");
  expect(refused.message.text).toBe("Only admins can do that.");
  expect(unknown.message.text).toMatch(/There is no \/nonsense/);
});

test("while the database is away nothing is spent, and people are told", async () => {
  await begin();
  await bot.opened.store.db.schema.alterTable("due").renameTo("due_away").execute();

  const reply = await bot.type("video", cat);

  expect(reply.message.text).toMatch(/cannot reach its database.* nothing is charged\./);
  await bot.opened.store.db.schema.alterTable("due_away").renameTo("due").execute();
  expect(await bot.left()).toBe(dollars(10));
});

test.each([
  [{ prompt: "x", seconds: 99 }, "The option “seconds” does not fit: it may be at most 60."],
  [
    { prompt: "x", seconds: "six" },
    "The option “seconds” does not fit: it must be a whole number.",
  ],
  [{ prompt: "x", aspect: "2:1" }, /it is one of auto, 16:9, 9:16, 1:1\.$/],
  [{ prompt: " " }, /say in a few words what happens in the video\.$/],
  [{ prompt: "x".repeat(33_000) }, /longer than 32000 characters; shorten it\.$/],
  [{ prompt: "x", seconds: 7 }, "film-1 films 4, 8 or 12 seconds, not 7."],
  [{ prompt: "x", model: "film-9" }, /There is no model “film-9”\. Try film-1\.$/],
])("what cannot be filmed is refused in one sentence: %o", async (given, sentence) => {
  await begin();

  const reply = await bot.type("video", given);

  expect(reply.message.text).toMatch(sentence);
  expect(reply.job).toBeUndefined();
});
