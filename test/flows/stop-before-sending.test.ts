import { afterEach, expect, test, vi } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
const HOURS = 3_600_000;
let bot: FakeBot;
afterEach(() => bot.dispose());

/** A studio that leaves pictures somewhere first, and drops that when it is told to. */
function preparing({ fake }: FakeBot) {
  const began = Promise.withResolvers<void>();
  vi.spyOn(fake.provider, "submit").mockImplementationOnce((_submission, _signal, stopping) => {
    began.resolve();
    return new Promise((_resolve, reject) => {
      const dropped = new ProviderError("fake", "unavailable", "dropped", { mayHaveBegun: false });
      stopping?.addEventListener("abort", () => reject(dropped));
    });
  });
  return began.promise;
}

test.each([
  ["a moment", 0],
  ["hours", 8 * HOURS],
])(
  "what waits for %s and is still being prepared at a stop is sent after it, once",
  async (...row) => {
    const [, waited] = row;
    const stopped = await startFakeBot();
    const began = preparing(stopped);
    const { job } = await stopped.type("video", cat);
    stopped.clock.advance(waited);

    const turn = stopped.turn();
    await began;
    await stopped.runner.stop(0);
    await turn;
    bot = await startFakeBot({ after: stopped });
    await bot.settle();

    expect(bot.fake.submitted).toHaveLength(1);
    expect(bot.seen.clips()).toHaveLength(1);
    expect(await bot.entries(job?.id ?? "")).toEqual(["reserve 2", "settle 2"]);
  },
);

test("what was sent is not dropped by a stop: its answer is kept", async () => {
  const stopped = await startFakeBot();
  const answer = Promise.withResolvers<{ id: string }>();
  const sent = Promise.withResolvers<AbortSignal>();
  vi.spyOn(stopped.fake.provider, "submit").mockImplementationOnce((_submission, signal) => {
    sent.resolve(signal);
    return answer.promise;
  });
  const { job } = await stopped.type("video", cat);

  const turn = stopped.turn();
  const signal = await sent.promise;
  await stopped.runner.stop(0);
  const isDropped = signal.aborted;
  answer.resolve({ id: "op-answered" });
  await turn;
  bot = await startFakeBot({ after: stopped });
  await bot.settle();

  expect(isDropped).toBe(false);
  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.entries(job?.id ?? "")).toEqual(["reserve 2", "settle 2"]);
});
