import { afterEach, expect, test } from "vitest";
import { createCards } from "../../src/jobs/show-card.ts";
import { createLog } from "../../src/log.ts";
import type { Message, Platform } from "../../src/platforms/platform.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

let bot: FakeBot;
afterEach(() => bot.dispose());

test("a card that waits to be shown can be asked for as its job stands by then", async () => {
  bot = await startFakeBot({ before: [{ status: "running", progress: 0.5 }] });
  const latest: (() => Promise<Message>)[] = [];
  const slow: Platform = {
    ...bot.seen.platform,
    edit: async (_thread, _message, _next, ask) => void (ask && latest.push(ask)),
  };
  const showCard = createCards({
    store: bot.opened.store,
    platforms: new Map([["fake", slow]]),
    modelOf: () => undefined,
    log: createLog("silent"),
  });
  const { job } = await bot.type("video", { prompt: "a fox" });
  const id = job?.id ?? "";
  await bot.turn();
  await showCard(await bot.job(id));

  await bot.settle();

  expect((await latest[0]?.())?.text).toMatch(/^Done/);
});
