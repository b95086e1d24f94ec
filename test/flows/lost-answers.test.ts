import { afterEach, expect, test, vi } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import { dollars } from "../../src/money.ts";
import type { Operation } from "../../src/providers/provider.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { insertJob, jobById } from "../../src/store/jobs.ts";
import { SOON } from "../soon.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
const silence = new ProviderError("fake", "unavailable", "socket hang up");
let bot: FakeBot;
afterEach(() => bot.dispose());

test("a submission whose answer was lost is found again, and never sent twice", async () => {
  bot = await startFakeBot();
  const { provider } = bot.fake;
  const send = provider.submit.bind(provider);
  const submit = vi.spyOn(provider, "submit").mockImplementationOnce(async (...asked) => {
    await send(...asked);
    throw silence;
  });

  await bot.type("video", cat);
  await bot.settle();

  expect(submit).toHaveBeenCalledTimes(1);
  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.left()).toBe(dollars(8));
});

test("a submission that is never found ends, told and charged as the provider means it", async () => {
  bot = await startFakeBot();
  const submit = vi.spyOn(bot.fake.provider, "submit").mockRejectedValue(silence);

  const { job } = await bot.type("video", cat);
  await bot.settle();

  expect(submit).toHaveBeenCalledTimes(1);
  expect(bot.seen.cardTexts).toContain(
    "The studio did not answer clearly. Looking for your video; it is not sent twice.",
  );
  expect(bot.seen.cardTexts.at(-1)).toBe(
    "The studio never answered, and bills such requests. It cost $2.00.",
  );
  expect(await bot.entries(job?.id ?? "")).toEqual(["reserve 2", "settle 2"]);
});

test("two candidates are as good as none", async () => {
  bot = await startFakeBot();
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValue(silence);
  vi.spyOn(bot.fake.provider, "find").mockResolvedValue([{ id: "a" }, { id: "b" }]);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toEqual([]);
});

test("an operation belongs to one job: another's is no candidate", async () => {
  bot = await startFakeBot();
  await bot.type("video", cat);
  await bot.settle();
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValue(silence);
  vi.spyOn(bot.fake.provider, "find").mockResolvedValue([{ id: "op-1" }]);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
});

test("what else is without an answer is told to whoever looks", async () => {
  bot = await startFakeBot();
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValue(silence);
  const find = vi.spyOn(bot.fake.provider, "find").mockResolvedValue([]);

  await bot.type("video", cat);
  await bot.type("video", { ...cat, prompt: "a dog" });
  await bot.settle();

  const told = find.mock.calls.map(([{ request, others = [] }]) =>
    [request, ...others].map(({ prompt }) => prompt).toSorted(),
  );
  expect(told.at(-1)).toEqual([cat.prompt, "a dog"]);
});

test("a candidate is left alone while a request is on its way that the search knew nothing of", async () => {
  bot = await startFakeBot();
  const { db } = bot.opened.store;
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValueOnce(silence);
  const find = vi.spyOn(bot.fake.provider, "find").mockResolvedValue([{ id: "op-found" }]);
  const { job } = await bot.type("video", cat);
  find.mockImplementationOnce(async () => {
    const row = await jobById(db, job?.id ?? "");
    const request = { ...(await bot.job(job?.id ?? "")).request, prompt: "a dog" };
    const other = { ...JSON.parse(row!.data), id: "other", state: "submitting", request };
    const columns = { id: "other", state: "submitting", invocation: "other", submit_key: "other" };
    await insertJob(db, { ...row!, ...columns, data: JSON.stringify(other) });
    return [{ id: "op-found" }];
  });

  await bot.settle();

  expect(find).toHaveBeenCalledTimes(2);
  expect(bot.seen.clips()).toHaveLength(1);
});

test("a bot that died inside the call looks for the video, and does not send again", async () => {
  bot = await startFakeBot();
  const submit = vi.spyOn(bot.fake.provider, "submit").mockReturnValue(new Promise(() => {}));
  await bot.type("video", cat);
  void bot.turn();
  await vi.waitFor(() => expect(submit).toHaveBeenCalled(), SOON);
  vi.spyOn(bot.fake.provider, "find").mockResolvedValue([{ id: "op-found" }]);

  const successor = await startFakeBot({ after: bot });
  await successor.settle();

  expect(submit).toHaveBeenCalledTimes(1);
  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.left()).toBe(dollars(8));
});

test("an answer that comes after another worker has called the job unclear is kept", async () => {
  bot = await startFakeBot();
  const answer = Promise.withResolvers<Operation>();
  const submit = vi.spyOn(bot.fake.provider, "submit").mockReturnValueOnce(answer.promise);
  const { job } = await bot.type("video", cat);
  const sending = bot.turn();
  await vi.waitFor(() => expect(submit).toHaveBeenCalled(), SOON);
  const other = await startFakeBot({ after: bot });
  vi.spyOn(bot.fake.provider, "find").mockResolvedValue([]);
  await other.turn();
  expect(await bot.job(job?.id ?? "")).toMatchObject({ state: "unclear" });

  answer.resolve({ id: "op-late" });
  await sending;
  await other.settle();

  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.entries(job?.id ?? "")).toEqual(["reserve 2", "settle 2"]);
});

test("an answer that comes after the job was given up brings the video, booked late", async () => {
  bot = await startFakeBot({ end: { status: "succeeded", asset: {}, cost: dollars(1.5) } });
  vi.spyOn(bot.fake.provider, "find").mockResolvedValue([]);
  const free = { ...bot.fake.provider, unclearMeans: "free" as const };
  Object.assign(bot.fake.provider, free);
  const answer = Promise.withResolvers<Operation>();
  const submit = vi.spyOn(bot.fake.provider, "submit").mockReturnValueOnce(answer.promise);
  const { job } = await bot.type("video", cat);
  const sending = bot.turn();
  await vi.waitFor(() => expect(submit).toHaveBeenCalled(), SOON);
  const other = await startFakeBot({ after: bot });
  await other.settle();
  expect(bot.seen.cardTexts.at(-1)).toMatch(/was not found there\. Nothing was charged\.$/);

  answer.resolve({ id: "op-late" });
  await sending;
  await other.settle();

  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.entries(job?.id ?? "")).toEqual(["adjust -1.5", "release 2", "reserve 2"]);
  expect(await bot.left()).toBe(dollars(8.5));
});

test("the database is away when the answer comes: it is saved as soon as it is back", async () => {
  bot = await startFakeBot();
  const { db } = bot.opened.store;
  const send = bot.fake.provider.submit.bind(bot.fake.provider);
  vi.spyOn(bot.fake.provider, "submit").mockImplementationOnce(async (...given) => {
    for (const table of ["jobs", "durations"] as const) {
      await db.schema.alterTable(table).renameTo(`${table}_away`).execute();
      const back = () => db.schema.alterTable(`${table}_away`).renameTo(table).execute();
      setTimeout(() => void back(), 200);
    }
    return send(...given);
  });

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.fake.submitted).toHaveLength(1);
  expect(bot.seen.clips()).toHaveLength(1);
  expect(bot.seen.cardTexts).not.toContain(
    "The studio did not answer clearly. Looking for your video; it is not sent twice.",
  );
});

test("a provider that cannot even be asked keeps nothing reserved for ever", async () => {
  bot = await startFakeBot();
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValue(silence);
  vi.spyOn(bot.fake.provider, "find").mockRejectedValue(silence);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.cardTexts.at(-1)).toMatch(/^The studio never answered/);
});

test("a provider that does not know the operation at first is asked again", async () => {
  bot = await startFakeBot();
  const unknown = { status: "lost" } as const;
  vi.spyOn(bot.fake.provider, "poll").mockResolvedValueOnce(unknown).mockResolvedValueOnce(unknown);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
});

test("a provider that charged a lost video, and then failed it, gives the charge back", async () => {
  bot = await startFakeBot({ end: { status: "failed", kind: "unavailable", reason: "x" } });
  vi.spyOn(bot.fake.provider, "find").mockResolvedValue([]);
  const answer = Promise.withResolvers<Operation>();
  const submit = vi.spyOn(bot.fake.provider, "submit").mockReturnValueOnce(answer.promise);
  await bot.type("video", cat);
  const sending = bot.turn();
  await vi.waitFor(() => expect(submit).toHaveBeenCalled(), SOON);
  const other = await startFakeBot({ after: bot });
  await other.settle();
  expect(await bot.left()).toBe(dollars(8));

  answer.resolve({ id: "op-late" });
  await sending;
  await other.settle();

  expect(await bot.left()).toBe(dollars(10));
});
