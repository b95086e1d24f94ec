import { afterEach, expect, test, vi } from "vitest";
import { UserError } from "../../src/errors.ts";
import { dollars } from "../../src/money.ts";
import { quoteByList } from "../../src/providers/request/quote.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

const dear = { prompt: "a cat in the rain", seconds: 8 };
let bot: FakeBot;
afterEach(() => bot.dispose());

/** A bot that has asked about a price of $4.00 in the job's thread. */
async function asked(budget = 10) {
  bot = await startFakeBot({ confirmAbove: 0.5, budget });
  const { job, message } = await bot.type("video", dear);
  await bot.turn();
  return { id: job?.id ?? "", state: job?.state, message };
}

test("a dear video asks first, and reserves nothing", async () => {
  const { state, message } = await asked();

  expect(state).toBe("waiting");
  expect(message.text).toBe("This costs up to $4.00. Say yes to it in the thread.");
  expect(bot.seen.cards().map((card) => card.message)).toMatchObject([
    {
      text: "This costs up to $4.00; $6.00 of the budget would be left. Run it? Cheaper: 4 s with film-1, for $2.00.",
      buttons: [{ action: "run" }, { action: "cheaper" }, { action: "cancel" }],
    },
  ]);
  expect(await bot.left()).toBe(dollars(10));
});

test("a yes runs it, and its card goes on as the progress card", async () => {
  const { id } = await asked();

  await bot.press("run", id);
  await bot.settle();

  expect(bot.seen.cards()).toHaveLength(1);
  expect(bot.seen.cards()[0]?.message.text).toBe("Done. It cost $4.00.");
  expect(await bot.entries(id)).toEqual(["reserve 4", "settle 4"]);
});

test("two clicks are one job and one reservation", async () => {
  const { id } = await asked();

  const [first, second] = await Promise.all([bot.press("run", id), bot.press("run", id)]);
  const third = await bot.press("run", id);
  await bot.settle();

  expect(first.job?.id).toBe(second.job?.id);
  expect(third.message.text).toBe("It is on its way already.");
  expect(bot.fake.submitted).toHaveLength(1);
  expect(await bot.left()).toBe(dollars(6));
});

test("the cheaper way films the same wish for less", async () => {
  const { id } = await asked();

  await bot.press("cheaper", id);
  await bot.settle();

  expect((await bot.job(id)).request).toMatchObject({ prompt: dear.prompt, seconds: 4 });
  expect(await bot.left()).toBe(dollars(8));
});

test("a price that nobody answers expires, and nothing is charged", async () => {
  const { id } = await asked();

  await bot.settle();
  const late = await bot.press("run", id);

  expect(bot.seen.cards()[0]?.message.text).toMatch(/Nobody said yes to the price in time/);
  expect(late.message.text).toBe("It has ended: expired.");
  expect(await bot.entries(id)).toEqual([]);
});

test("a price that rose meanwhile is asked again", async () => {
  const { id } = await asked();
  vi.spyOn(bot.fake.provider, "quote").mockResolvedValue(dollars(5));

  const first = await bot.press("run", id);
  await bot.turn();
  expect(bot.seen.cards()[0]?.message.text).toMatch(/^This costs up to \$5\.00/);
  bot.clock.advance(10_000);
  await bot.press("run", id);
  await bot.settle();

  expect(first.message.text).toMatch(/The price has changed: it is \$5\.00 now/);
  expect(await bot.left()).toBe(dollars(5));
});

test("a waiting job can be cancelled", async () => {
  const { id } = await asked();

  await bot.press("cancel", id);
  await bot.settle();

  expect(bot.seen.cards()[0]?.message.text).toBe("Cancelled. Nothing was charged.");
  expect(bot.fake.submitted).toEqual([]);
});

test("a price beyond the budget is refused at once, without a question", async () => {
  const { message, id } = await asked(3);

  expect(message.text).toMatch(/^This costs \$4\.00 and \$3\.00 of the shared budget is left/);
  expect(id).toBe("");
});

test("a yes when the budget has gone meanwhile is refused, and the job still waits", async () => {
  const { id } = await asked(5);
  const { job } = await bot.type("video", { ...dear, prompt: "another" });
  await bot.press("run", job?.id ?? "");

  const refused = await bot.press("run", id);

  expect(refused.message.text).toMatch(/^This costs \$4\.00 and \$1\.00/);
  expect(await bot.job(id)).toMatchObject({ state: "waiting" });
});

test("only the requester and admins say yes", async () => {
  const { id } = await asked();

  const reply = await bot.press("run", id, { person: { ...ann, id: "fake:bob" } });

  expect(reply.message.text).toMatch(/Only Ann/);
});

test("a cheaper way that has become dearer is asked again", async () => {
  const { id } = await asked();
  vi.spyOn(bot.fake.provider, "quote").mockResolvedValue(dollars(3));

  const reply = await bot.press("cheaper", id);

  expect(reply.message.text).toMatch(/^The price has changed: it is \$3\.00 now/);
  expect(await bot.job(id)).toMatchObject({ state: "waiting", quote: dollars(3) });
  await bot.turn();
  expect(bot.seen.cards()[0]?.message.text).toMatch(/\$7\.00 of the budget would be left/);
});

test("what is stopped right after the yes says so on its card", async () => {
  const { id } = await asked();
  await bot.press("run", id);
  await bot.press("cancel", id);

  await bot.settle();

  expect(bot.seen.cards()[0]?.message.text).toBe("Cancelled. Nothing was charged.");
});

test("a yes after somebody has stopped it begins nothing", async () => {
  bot = await startFakeBot({ confirmAbove: 0.5 });
  const { job } = await bot.type("compare", { prompt: "{noir, anime} cat", seconds: 4 });
  await bot.turn();
  await bot.press("cancel", job?.id ?? "");

  const reply = await bot.press("run", job?.id ?? "");
  await bot.settle();

  expect(reply.message.text).toBe("Somebody has stopped it already.");
  expect(bot.seen.cards().at(-1)?.message.text).toBe("Cancelled. Nothing was charged.");
  expect(bot.fake.submitted).toEqual([]);
});

test("a yes to a model that the server no longer allows is refused", async () => {
  bot = await startFakeBot({
    confirmAbove: 0.5,
    models: [fakeModel, { ...fakeModel, id: "film-2" }],
  });
  const { job } = await bot.type("video", { ...dear, model: "film-1" });
  const admin = { ...ann, id: "fake:admin", isAdmin: true };
  await bot.type("settings", { setting: "models", value: "film-2" }, { person: admin });

  const reply = await bot.press("run", job?.id ?? "");
  await bot.soon();

  expect(reply.message.text).toMatch(/^film-1 does not film here/);
  expect(bot.fake.submitted).toEqual([]);
});

test("takes that are filmed again later are reserved at the price of then", async () => {
  bot = await startFakeBot({ budget: 30 });
  const { job } = await bot.type("compare", { prompt: "{noir, anime} cat", seconds: 4 });
  await bot.settle();
  vi.spyOn(bot.fake.provider, "quote").mockResolvedValue(dollars(5));

  const again = await bot.press("again", job?.id ?? "");

  expect(await bot.job(again.job?.id ?? "")).toMatchObject({ quote: dollars(10) });
  expect(await bot.left()).toBe(dollars(16));
});

test("the clock of a video begins with the yes to its price", async () => {
  const { id } = await asked();
  bot.clock.jumpTo(bot.clock.now() + 300_000);
  const yes = bot.clock.now();

  await bot.press("run", id);
  await bot.turn();

  expect(bot.seen.cards()[0]?.message.since).toBe(yes);
});

test.each(["run", "cheaper"])(
  "a yes where the video could not be shown reserves nothing (%s)",
  async (way) => {
    const { id } = await asked();
    const checkPlace = () => {
      throw new UserError("I may not show a video here.");
    };

    const refused = await bot.press(way, id, { checkPlace });

    expect(refused.message.text).toBe("I may not show a video here.");
    expect((await bot.job(id)).state).toBe("waiting");
    expect(await bot.left()).toBe(dollars(10));
  },
);

test("a price that nobody said yes to is none any more", async () => {
  await asked();

  await bot.settle();

  const [card] = bot.seen.cards();
  expect(card?.message.text).toBe("Nobody said yes to the price in time. Nothing was charged.");
  expect(card?.message.fields?.map(({ name }) => name)).not.toContain("Price");
});

test("the price of a comparison is shown take by take", async () => {
  const other = { ...fakeModel, id: "film-2", pricePerSecond: { "720p": dollars(0.25) } };
  bot = await startFakeBot({ confirmAbove: 0.5, models: [fakeModel, other] });
  vi.spyOn(bot.fake.provider, "quote").mockImplementation(async (request) =>
    quoteByList(request, [fakeModel, other]),
  );

  await bot.type("compare", { prompt: "a fox", with: "film-1, film-2", seconds: 4 });
  await bot.turn();

  const fields = bot.seen.cards()[0]?.message.fields ?? [];
  expect(fields.slice(0, 2)).toEqual([
    { name: "Take 1", value: "film-1 · $2.00" },
    { name: "Take 2", value: "film-2 · $1.00" },
  ]);
  expect(fields).toContainEqual({ name: "Price", value: "up to $3.00" });
});
