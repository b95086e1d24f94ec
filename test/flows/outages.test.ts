import { afterEach, expect, test, vi } from "vitest";
import { MediaError, PlatformError, ProviderError } from "../../src/errors.ts";
import type { VideoProvider } from "../../src/providers/provider.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
const away = () => new ProviderError("fake", "unavailable", "503");
const gone = () => new ProviderError("fake", "gone", "404");
const cut = () => new MediaError("broken", "It is not as long as announced.");
let bot: FakeBot;
afterEach(() => bot.dispose());

/** The first calls fail one after the other, the next ones do what they always did. */
function breakFirst(provider: VideoProvider, call: "poll" | "open", errors: readonly Error[]) {
  const spy = vi.spyOn(provider, call);
  for (const error of errors) spy.mockRejectedValueOnce(error);
  return spy;
}

test("a place that takes no video says why on the card, and what an admin can do", async () => {
  bot = await startFakeBot();
  const reason = {
    sentence: "This workspace has no room left. An admin has to make some, or change its plan.",
  };
  const full = new PlatformError("forbidden", "full", { reason });
  vi.spyOn(bot.seen.platform, "prepareUpload").mockRejectedValue(full);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.cardTexts.at(-1)).toMatch(/no room left.*see \/jobs/);
});

test("whoever asked hears of it when no thread can be opened for an hour", async () => {
  bot = await startFakeBot();
  const out = new PlatformError("unavailable", "503");
  vi.spyOn(bot.seen.platform, "openThread").mockRejectedValue(out);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.told).toEqual(["A thread for it could not be opened. Nothing was charged."]);
});

test("a provider that does not know a video once, after an outage, is asked again", async () => {
  bot = await startFakeBot();
  breakFirst(bot.fake.provider, "poll", [away(), away(), away()]);
  vi.mocked(bot.fake.provider.poll).mockResolvedValueOnce({ status: "lost" });

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
});

test("a provider that does not know a video again and again has lost it", async () => {
  bot = await startFakeBot({ end: { status: "lost" } });
  const poll = breakFirst(bot.fake.provider, "poll", [away(), away()]);

  const { job } = await bot.type("video", cat);
  await bot.settle();

  expect(poll).toHaveBeenCalledTimes(6);
  expect(await bot.entries(job?.id ?? "")).toEqual(["release 2", "reserve 2"]);
});

test.each([
  ["is said to be gone", gone],
  ["breaks off", cut],
])("a download that %s once, after an outage, is begun again", async (_what, error) => {
  bot = await startFakeBot();
  breakFirst(bot.fake.provider, "open", [away(), away(), away(), away(), error()]);

  await bot.type("video", cat);
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
});

test("a download that is gone again and again is given up, whatever breaks in between", async () => {
  bot = await startFakeBot();
  const errors = [gone(), away(), gone(), cut(), away(), gone(), gone()];
  const open = breakFirst(bot.fake.provider, "open", errors);

  const { job } = await bot.type("video", cat);
  await bot.settle();

  expect(open).toHaveBeenCalledTimes(7);
  expect(await bot.entries(job?.id ?? "")).toEqual(["release 2", "reserve 2"]);
});

test("what has waited for a night is not given up at the first answer that a studio is busy", async () => {
  bot = await startFakeBot();
  const { job } = await bot.type("video", cat);
  const busy = new ProviderError("fake", "throttled", "slow down", { mayHaveBegun: false });
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValueOnce(busy);

  bot.clock.advance(9 * 3_600_000);
  await bot.settle();

  expect(await bot.job(job?.id ?? "")).toMatchObject({ outcome: { kind: "delivered" } });
});
