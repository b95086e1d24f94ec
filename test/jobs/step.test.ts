import { expect, test } from "vitest";
import { createStep } from "../../src/jobs/step.ts";
import { startFakeBot } from "../fakes/bot.ts";

test("a film that is stopped as it begins still waits for the parts that are on their way", async () => {
  const bot = await startFakeBot();
  const { job: made } = await bot.type("compare", { prompt: "{noir, anime} fox", seconds: 4 });
  const requested = await bot.job(made?.id ?? "");
  const accepted = {
    ...requested,
    state: "accepted" as const,
    card: { thread: "t", message: "m" },
  };

  const next = await createStep(bot.stepDeps)(accepted, {
    isFresh: true,
    cancelWish: "fake:ann",
    signal: new AbortController().signal,
  });

  expect(next.job.state).toBe("gathering");
  await bot.dispose();
});
