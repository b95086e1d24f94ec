import { afterEach, expect, test, vi } from "vitest";
import { dollars } from "../../src/money.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";
import { SOON } from "../soon.ts";

const admin = { ...ann, id: "fake:admin", isAdmin: true };
const prompt = "Close-up: a red fox trots through a snowy forest at dusk";
const film = (id: string) => ({ ...fakeModel, id });

let bot: FakeBot;
async function begin(confirmAbove = 100) {
  const models = [film("film-1"), film("film-2"), film("film-3")];
  bot = await startFakeBot({ models, confirmAbove });
}
afterEach(() => bot.dispose());

async function set(setting: string, value: string, by: object = {}) {
  const { message } = await bot.type("settings", { setting, value }, { person: admin, ...by });
  return message;
}

async function modelOf(options: object = {}): Promise<string | undefined> {
  const { job } = await bot.type("video", { prompt, ...options });
  return job && (await bot.job(job.id)).request.model;
}

test("admins see what holds, others do not", async () => {
  await begin();

  const shown = await bot.type("settings", {}, { person: admin });
  const refused = await bot.type("settings");

  expect(shown.message.fields).toContainEqual({ name: "channels", value: "everywhere" });
  expect(shown.message.fields).toContainEqual({
    name: "confirm-above",
    value: "$100.00, as everywhere",
  });
  expect(shown.message.fields).toContainEqual({ name: "person-cap", value: "none" });
  expect(refused.message.text).toBe("Only admins can do that.");
});

test("a server's default model films for people who name none", async () => {
  await begin();

  await set("model", "film-2");

  expect(await modelOf()).toBe("film-2");
  expect(await modelOf({ model: "film-3" })).toBe("film-3");
  await set("model", "default");
  expect(await modelOf()).toBe("film-1");
});

test("only the models that are allowed film, are offered and are completed", async () => {
  await begin();

  await set("models", "film-2, film-3");
  const refused = await bot.type("video", { prompt, model: "film-1" });
  const offered = await bot.type("models");

  expect(refused.message.text).toBe("film-1 does not film here. Try film-2 or film-3.");
  expect(offered.message.fields?.map(({ name }) => name)).toEqual(["film-2", "film-3"]);
  expect(await modelOf()).toBe("film-2");
});

test("again on a model that is no longer allowed is refused", async () => {
  await begin();
  const { job } = await bot.type("video", { prompt, model: "film-1" });
  await bot.settle();

  await set("models", "film-2");
  const refused = await bot.press("again", job?.id ?? "");

  expect(refused.message.text).toMatch(/film-1 does not film here/);
  expect(bot.fake.submitted).toHaveLength(1);
});

test("videos are made only in the channels that are allowed, and in their threads", async () => {
  await begin();

  await set("channels", "here", { channels: ["fake:thread", "fake:films"] });
  const elsewhere = await bot.type("video", { prompt }, { channels: ["fake:talk"] });
  const nowhere = await bot.type("video", { prompt });
  const inThread = await bot.type("video", { prompt }, { channels: ["fake:x", "fake:films"] });

  expect(elsewhere.message.text).toMatch(/^Videos are made in other channels/);
  expect(nowhere.message.text).toMatch(/^Videos are made in other channels/);
  expect(inThread.job).toBeDefined();
  await set("channels", "everywhere");
  expect(await modelOf()).toBe("film-1");
});

test("channels can be mentioned, as chats write them", async () => {
  await begin();

  await set("channels", "<#123> and <#C9|films>");
  const there = await bot.type("video", { prompt }, { channels: ["fake:C9"] });

  expect(there.job).toBeDefined();
});

test("a server asks for a yes earlier than its operator, and not later", async () => {
  await begin(4);

  const refused = await set("confirm-above", "10");
  await set("confirm-above", "1.50");
  const { job } = await bot.type("video", { prompt, seconds: 4 });

  expect(refused.text).toMatch(/This bot allows up to \$4\.00 for that/);
  expect(job?.state).toBe("waiting");
});

test("an operator may let a server ask later", async () => {
  await begin(1);

  await set("confirm-above", "10", { person: { ...admin, isOperator: true } });
  const { job } = await bot.type("video", { prompt, seconds: 4 });

  expect(job?.state).toBe("requested");
});

test("a cap for each person holds, and can be taken back", async () => {
  await begin();

  const capped = await bot.type("quota", { action: "cap", amount: 3 }, { person: admin });
  await bot.type("video", { prompt, seconds: 4 });
  const refused = await bot.type("video", { prompt, seconds: 4 });
  const free = await bot.type("quota", { action: "cap" }, { person: admin });
  const again = await bot.type("video", { prompt, seconds: 4 });

  expect(capped.message.text).toBe("Each person may spend $3.00 a month.");
  expect(refused.message.text).toMatch(/of your own \$3\.00/);
  expect(free.message.text).toBe("Nobody here has a cap.");
  expect(again.job).toBeDefined();
  expect(await bot.left()).toBe(dollars(6));
});

test("others do not set a cap", async () => {
  await begin();

  const { message } = await bot.type("quota", { action: "cap", amount: 3 });

  expect(message.text).toBe("Only admins can do that.");
});

test("cards are written in the language of the server", async () => {
  await begin();

  await set("language", "de-AT");
  const { job } = await bot.type("video", { prompt });

  expect((await bot.job(job?.id ?? "")).locale).toBe("de");
});

test("admins are told once at each level how far the budget is spent", async () => {
  await begin();
  await set("alerts", "here");
  const alerts = () => bot.seen.texts().filter((text) => text.includes("budget is spent"));

  await bot.type("video", { prompt, seconds: 8 });
  await bot.settle();
  expect(alerts()).toEqual([]);

  await bot.type("video", { prompt, seconds: 4 });
  await bot.settle();
  await vi.waitFor(() => expect(alerts()).toHaveLength(1), SOON);

  await bot.type("video", { prompt, seconds: 8 });
  await bot.settle();
  await vi.waitFor(() => expect(alerts()).toHaveLength(2), SOON);

  expect(alerts()).toEqual([
    "50 % of this month's budget is spent: $6.00 of $10.00. It renews on 1 December.",
    "100 % of this month's budget is spent: $10.00 of $10.00. It renews on 1 December.",
  ]);
});

test("a level that could not be told is told with the next video", async () => {
  await begin();
  await set("alerts", "here");
  const alerts = () => bot.seen.texts().filter((text) => text.includes("budget is spent"));
  const post = vi.spyOn(bot.seen.platform, "post");
  post.mockImplementation((_thread, message, key) =>
    message.kind === "text" ? Promise.reject(new Error("away")) : Promise.resolve(key),
  );
  await bot.type("video", { prompt, seconds: 12 });
  await bot.settle();
  const isText = () => post.mock.calls.some(([, { kind }]) => kind === "text");
  await vi.waitFor(() => expect(isText()).toBe(true), SOON);
  post.mockRestore();
  vi.spyOn(bot.fake.provider, "quote").mockResolvedValue(dollars(0.01));

  await vi.waitFor(async () => {
    await bot.type("video", { prompt, seconds: 4 });
    await bot.settle();
    expect(alerts()).not.toEqual([]);
  }, SOON);

  expect(alerts()[0]).toMatch(/^50 % of this month's budget is spent/);
});

test("a level whose post was not confirmed is told once", async () => {
  await begin();
  await set("alerts", "here");
  const { platform, texts } = bot.seen;
  const tried: string[] = [];
  const real = platform.post;
  const post = vi.spyOn(platform, "post").mockImplementation(async (thread, message, key) => {
    const id = await real(thread, message, key);
    if (message.kind === "text" && tried.push(key) === 1) throw new Error("the answer was lost");
    return id;
  });
  await bot.type("video", { prompt, seconds: 12 });
  await bot.settle();
  await vi.waitFor(() => expect(tried).toHaveLength(1), SOON);
  vi.spyOn(bot.fake.provider, "quote").mockResolvedValue(dollars(0.01));

  await vi.waitFor(async () => {
    await bot.type("video", { prompt, seconds: 4 });
    await bot.settle();
    expect(tried.length).toBeGreaterThan(1);
  }, SOON);
  post.mockRestore();

  expect(texts().filter((text) => text.includes("budget is spent"))).toHaveLength(1);
});

test.each([
  ["alerts", "there", /Say here, where alerts/],
  ["model", "film-9", /There is no model “film-9”/],
  ["models", "film-1 film-9", /There is no model “film-9”/],
  ["channels", "films", /Say here, mention the channels/],
  ["confirm-above", "much", /Say how much, in dollars/],
  ["confirm-above", "-1", /Say how much, in dollars/],
  ["confirm-above", "2000000", /Say how much, in dollars/],
  ["time-zone", "Moon/Base", /like Europe\/Berlin/],
  ["language", "tlh", /does not speak that yet/],
  ["animate-others", "maybe", /Say ask, own or off/],
])("a rule that cannot be is refused: %s %s", async (setting, value, sentence) => {
  await begin();

  expect((await set(setting, value)).text).toMatch(sentence);
});

test("rules of one server are no other's", async () => {
  await begin();

  await set("models", "film-2");
  const { job } = await bot.type("video", { prompt, model: "film-1" }, { guild: "fake:other" });

  expect(job).toBeDefined();
});
