import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
let bot: FakeBot;
afterEach(async () => {
  vi.useRealTimers();
  await bot.dispose();
});

/** Lets a call take so long before it does what it always does, and tells what the card says then. */
async function slowDown(call: "submit" | "open", ms: number): Promise<() => string | undefined> {
  bot = await startFakeBot();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let said: string | undefined;
  const pass = async () => {
    vi.advanceTimersByTime(ms);
    await setImmediate();
    said = bot.seen.cardTexts.at(-1);
  };
  const { submit, open } = bot.fake.provider;
  if (call === "submit") {
    vi.spyOn(bot.fake.provider, call).mockImplementation(async (...asked) => {
      await pass();
      return submit(...asked);
    });
  } else {
    vi.spyOn(bot.fake.provider, call).mockImplementation(async (...asked) => {
      await pass();
      return open(...asked);
    });
  }
  return () => said;
}

test.each([
  ["submit", "On its way to the studio…"],
  ["open", "Fetching the video…"],
] as const)("a card says what a slow %s does while it does it", async (call, text) => {
  const said = await slowDown(call, 5_000);

  await bot.type("video", cat);
  await bot.settle();

  expect(said()).toBe(text);
  expect(bot.seen.cardTexts.at(-1)).toBe("Done. It cost $2.00.");
});

test("a card says nothing of a fetch that is quick", async () => {
  const said = await slowDown("open", 4_000);

  await bot.type("video", cat);
  await bot.settle();

  expect(said()).toBe("Filming…");
  expect(bot.seen.cardTexts).not.toContain("Fetching the video…");
});
