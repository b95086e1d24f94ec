import { afterEach, expect, test, vi } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

// What random stories have found, told one by one.

const cat = { prompt: "a cat in the rain", seconds: 4 };
const silence = new ProviderError("fake", "unavailable", "socket hang up");
let bot: FakeBot;
afterEach(() => bot.dispose());

test("a studio that does not hear a cancel is told again in a while, not at once", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }, { status: "running" }] });
  const cancel = vi.spyOn(bot.fake.provider, "cancel").mockRejectedValueOnce(silence);
  const { job } = await bot.type("video", cat);
  await bot.turn();
  await bot.press("cancel", job?.id ?? "");

  const pressedAt = bot.clock.now();
  await bot.turn();
  const againAt = await bot.dueAt(job?.id ?? "");
  await bot.settle();

  expect(againAt).toBeGreaterThanOrEqual(pressedAt + 800);
  expect(cancel).toHaveBeenCalledTimes(2);
  expect(bot.seen.cardTexts.at(-1)).toBe("Cancelled. Nothing was charged.");
});

test("a studio that never hears a cancel has its finished video fetched all the same", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }, { status: "running" }] });
  vi.spyOn(bot.fake.provider, "cancel").mockRejectedValue(silence);
  const { job } = await bot.type("video", cat);
  await bot.turn();

  await bot.press("cancel", job?.id ?? "");
  await bot.settle();

  expect(bot.seen.clips()).toHaveLength(1);
  expect(await bot.entries(job?.id ?? "")).toEqual(["reserve 2", "settle 2"]);
});
