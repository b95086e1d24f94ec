import { afterEach, expect, test, vi } from "vitest";
import { dollars } from "../../src/money.ts";
import type { Job } from "../../src/jobs/job.ts";
import type { Operation } from "../../src/providers/provider.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";
import { SOON } from "../soon.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
let bot: FakeBot;
afterEach(() => bot.dispose());

/** Takes turns until the job has reached a state. */
async function until(id: string, state: Job["state"]) {
  for (let turns = 0; turns < 50; turns += 1) {
    if ((await bot.job(id)).state === state) return;
    await bot.turn();
  }
  throw new Error(`never ${state}`);
}

test("a job that has not been sent is cancelled at once, and nothing is charged", async () => {
  bot = await startFakeBot();
  const { job } = await bot.type("video", cat);

  const reply = await bot.type("cancel", { job: job?.id });
  await bot.settle();

  expect(reply.message.text).toBe("Stopping it. Its card says when it has stopped.");
  expect(bot.fake.submitted).toEqual([]);
  expect(await bot.left()).toBe(dollars(10));
});

test("a job in line is cancelled, and its card says so", async () => {
  bot = await startFakeBot({ limits: { running: 0 } });
  const { job } = await bot.type("video", cat);
  await bot.turn();

  await bot.type("cancel", { job: job?.id });
  await bot.settle();

  expect(bot.seen.cardTexts.at(-1)).toBe("Cancelled. Nothing was charged.");
});

test("a generation is cancelled at the provider", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }, { status: "running" }] });
  const { job } = await bot.type("video", cat);
  await until(job?.id ?? "", "generating");

  await bot.press("cancel", job?.id ?? "");
  await bot.settle();

  expect(bot.seen.clips()).toEqual([]);
  expect(bot.seen.cardTexts.at(-1)).toBe("Cancelled. Nothing was charged.");
  expect(await bot.left()).toBe(dollars(10));
});

test("what the provider charges for a cancelled generation is paid", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }] });
  vi.spyOn(bot.fake.provider, "cancel").mockResolvedValue({
    outcome: "cancelled",
    cost: dollars(0.3),
  });
  const { job } = await bot.type("video", cat);
  await until(job?.id ?? "", "generating");

  await bot.press("cancel", job?.id ?? "");
  await bot.settle();

  expect(bot.seen.cardTexts.at(-1)).toBe("Cancelled. It cost $0.30.");
  expect(await bot.left()).toBe(dollars(9.7));
});

test.each(["too_late", "unsupported", "requested"] as const)(
  "a provider that answers %s goes on; the finished video is delivered and paid",
  async (outcome) => {
    bot = await startFakeBot({ before: [{ status: "running" }, { status: "running" }] });
    const cancel = vi.spyOn(bot.fake.provider, "cancel").mockResolvedValue({ outcome });
    const { job } = await bot.type("video", cat);
    await until(job?.id ?? "", "generating");

    await bot.press("cancel", job?.id ?? "");
    await bot.press("cancel", job?.id ?? "");
    await bot.settle();

    expect(cancel).toHaveBeenCalledTimes(1);
    expect(bot.seen.clips()).toHaveLength(1);
    expect(await bot.left()).toBe(dollars(8));
  },
);

test("a cancel during the submission loses nothing: the answer is kept, then cancelled", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }] });
  const answer = Promise.withResolvers<Operation>();
  const submit = vi.spyOn(bot.fake.provider, "submit").mockReturnValueOnce(answer.promise);
  const cancel = vi.spyOn(bot.fake.provider, "cancel");
  const { job } = await bot.type("video", cat);
  const sending = bot.turn();
  await vi.waitFor(() => expect(submit).toHaveBeenCalled(), SOON);

  await bot.press("cancel", job?.id ?? "");
  answer.resolve({ id: "op-late" });
  await sending;
  await bot.settle();

  expect(cancel).toHaveBeenCalledWith({ id: "op-late" }, expect.anything());
  expect(bot.seen.cardTexts.at(-1)).toBe("Cancelled. Nothing was charged.");
});

test("a finished video can no longer be cancelled", async () => {
  bot = await startFakeBot();
  const { job } = await bot.type("video", cat);
  await bot.settle();

  const reply = await bot.press("cancel", job?.id ?? "");

  expect(reply.message.text).toBe("It is too late to stop it: it is delivered.");
  expect(await bot.left()).toBe(dollars(8));
});

test("a stranger cannot cancel, an admin can", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }] });
  const { job } = await bot.type("video", cat);
  const bob = { ...ann, id: "fake:bob" };

  const refused = await bot.press("cancel", job?.id ?? "", { person: bob });
  const allowed = await bot.press("cancel", job?.id ?? "", { person: { ...bob, isAdmin: true } });

  expect(refused.message.text).toMatch(/Only Ann/);
  expect(allowed.message.text).toMatch(/Stopping it/);
});

test("only what can still be stopped is offered to be cancelled, one's own first", async () => {
  bot = await startFakeBot();
  const bob = { ...ann, id: "fake:bob" };
  await bot.type("video", cat);
  await bot.settle();
  const mine = await bot.type("video", { ...cat, prompt: "a fox" });
  const stopped = await bot.type("video", { ...cat, prompt: "a hen" });
  await bot.press("cancel", stopped.job?.id ?? "");
  const others = await bot.type("video", { ...cat, prompt: "a dog" }, { person: bob });

  const offered = await bot.complete({ source: "open-job" });

  expect(offered.map(({ value }) => value)).toEqual([mine.job?.id, others.job?.id]);
});
