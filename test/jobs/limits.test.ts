import { afterEach, expect, test, vi } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import { NOTHING } from "../../src/money.ts";
import type { Model } from "../../src/providers/provider.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

const HOUR = 3_600_000;
const DRAFTS_PER_HOUR = 60;
const cat = { prompt: "a cat", seconds: 4 };
const draft: Model = {
  ...fakeModel,
  id: "draft",
  provider: "animatic",
  pricePerSecond: { "720p": NOTHING },
};
const by = (name: string) => ({ person: { ...ann, id: `fake:${name}`, name } });

let bot: FakeBot;
afterEach(() => bot.dispose());

async function begin(limits: BotOptions["limits"], options: BotOptions = {}) {
  bot = await startFakeBot({ ...options, limits: { jobsPerPerson: 500, ...limits } });
  return async (name = "ann", asked: Record<string, unknown> = cat) =>
    (await bot.type("video", asked, by(name))).message.text;
}

test("a guild has as many videos in the making as it may, whoever asked for them", async () => {
  const ask = await begin({ jobsPerGuild: 2 });

  const texts = [await ask("ann"), await ask("ben"), await ask("cleo")];
  await bot.soon();

  expect(texts[1]).toMatch(/^On it/);
  expect(texts[2]).toMatch(/^There are 2 videos in the making here already/);
  expect(await ask("cleo")).toMatch(/^On it/);
});

test("videos that wait for a yes are bounded by themselves, and hold up no others", async () => {
  const ask = await begin({ jobsPerPerson: 1 }, { confirmAbove: 1, drafts: [draft] });
  await ask();

  const second = await ask();
  const free = await ask("ann", { ...cat, model: "draft" });

  expect(second).toMatch(/^You already have one video waiting for a yes to the price/);
  expect(free).toMatch(/^On it/);
});

test("a video of which nobody knows whether it began is still in the making", async () => {
  const ask = await begin({ jobsPerPerson: 1 });
  const silence = new ProviderError("fake", "unavailable", "hang up");
  vi.spyOn(bot.fake.provider, "submit").mockRejectedValueOnce(silence);
  vi.spyOn(bot.fake.provider, "find").mockResolvedValue([]);
  const { job } = await bot.type("video", cat, by("ann"));
  await bot.turn();

  const second = await ask();

  expect((await bot.job(job?.id ?? "")).state).toBe("unclear");
  expect(second).toMatch(/^You already have one video in the making/);
});

test("free drafts are bounded for each person and hour", async () => {
  const ask = await begin({}, { drafts: [draft] });
  const fox = { ...cat, model: "draft" };
  for (let made = 1; made < DRAFTS_PER_HOUR; made += 1) await ask("ann", fox);

  const texts = [await ask("ann", fox), await ask("ann", fox), await ask("ben", fox)];
  const paid = await ask("ann");
  bot.clock.advance(HOUR + 1);
  const later = await ask("ann", fox);

  expect(texts[0]).toMatch(/^On it/);
  expect(texts[1]).toBe("Those were many drafts for one hour. Try again a little later.");
  expect([texts[2], paid, later]).toEqual(Array(3).fill(expect.stringMatching(/^On it/)));
});
