import { afterEach, expect, test } from "vitest";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const GOOD = "Close-up: a red fox trots through a snowy forest at dusk";
let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

test("a weak prompt is filmed with one quiet line, a good one without", async () => {
  await begin();

  const weak = await bot.type("video", { prompt: "fox" });
  const good = await bot.type("video", { prompt: GOOD });

  expect(weak.message.text).toBe(
    "On it. The video comes in the thread.\nTip: say more about what happens, where it is, the light. /coach shows how.",
  );
  expect(good.message.text).toBe("On it. The video comes in the thread.");
});

test("a picture says what the prompt need not", async () => {
  await begin();
  const image = { name: "a.png", open: () => Promise.reject(new Error("not read here")) };

  const { message } = await bot.type(
    "video",
    { prompt: "slow push in" },
    { attachments: { image } },
  );

  expect(message.text).toBe("On it. The video comes in the thread.");
});

test("a length in the prompt that nobody has set is told", async () => {
  await begin();

  const { message } = await bot.type("video", { prompt: `${GOOD}, eight seconds long` });
  const meant = await bot.type("video", { prompt: `${GOOD}, eight seconds long`, seconds: 8 });

  expect(message.text).toContain("The prompt says 8 seconds, and the video has 4");
  expect(meant.message.text).toBe("On it. The video comes in the thread.");
});

test("a name that nobody here has is left alone, and told", async () => {
  await begin();

  const { message } = await bot.type("video", { prompt: `${GOOD} with @mila` });
  await bot.settle();

  expect(message.text).toContain("Nobody here is called @mila: /character shows who there is.");
  expect(bot.fake.submitted[0]?.prompt).toBe(`${GOOD} with @mila`);
});

test("the hint is said in the person's language", async () => {
  await begin();

  const { message } = await bot.type("video", { prompt: "Fuchs" }, { locale: "de" });

  expect(message.text).toContain("/coach");
});

test("the coach says what is missing, by rules alone", async () => {
  await begin();

  const { message } = await bot.type("coach", { prompt: "a fox, the camera zooms and orbits" });
  const good = await bot.type("coach", { prompt: GOOD });

  expect(message.text).toContain("Several camera moves in one shot");
  expect(message.fields?.map(({ name }) => name)).toEqual(["Action", "Setting", "Light"]);
  expect(message.buttons).toBeUndefined();
  expect(good.message.fields).toEqual([]);
  expect(good.message.text).toMatch(/^Your prompt says who, what, where/);
});

test("a rewritten prompt comes with a button that films it, with the options", async () => {
  await begin({ rewriter: async (prompt) => `${GOOD}, from ${prompt}` });

  const { message } = await bot.type("coach", { prompt: "fox", seconds: 8 });
  const [button] = message.buttons ?? [];
  const { job } = await bot.press("film", button?.job ?? "");
  await bot.settle();

  expect(message.quote).toBe(`${GOOD}, from fox`);
  expect(button).toMatchObject({ action: "film", label: "Film this" });
  expect((await bot.job(job?.id ?? "")).request).toMatchObject({
    prompt: `${GOOD}, from fox`,
    seconds: 8,
  });
});

test("a suggestion is filmed only where it was made", async () => {
  await begin({ rewriter: async () => GOOD });

  const { message } = await bot.type("coach", { prompt: "fox" });
  const elsewhere = await bot.press("film", message.buttons?.[0]?.job ?? "", {
    guild: "fake:other",
  });

  expect(elsewhere.message.text).toMatch(/no longer kept/);
  expect(bot.fake.submitted).toEqual([]);
});

test("a person gets twenty rewritten prompts in an hour, and rules after that", async () => {
  let calls = 0;
  await begin({ rewriter: async () => `${GOOD} ${(calls += 1)}` });

  for (let count = 0; count < 21; count += 1) await bot.type("coach", { prompt: "fox" });

  expect(calls).toBe(20);
});

test("a prompt that may not be filmed reserves and sends nothing", async () => {
  await begin({ judges: [async (text) => !text.includes("forbidden")] });

  const { message } = await bot.type("video", { prompt: "a forbidden fox" });

  expect(message.text).toMatch(/^This cannot be filmed here/);
  expect(bot.fake.submitted).toEqual([]);
  expect(await bot.left()).toBe(10_000_000);
});

test("every take of a comparison is checked", async () => {
  const seen: string[] = [];
  await begin({
    judges: [
      async (text) => {
        seen.push(text);
        return !text.includes("forbidden");
      },
    ],
  });

  const { message } = await bot.type("compare", { prompt: "a {good, forbidden} fox" });

  expect(message.text).toMatch(/^This cannot be filmed here/);
  expect(seen).toContain("a good fox");
});

test("without an answer of the check nothing is filmed, and people are told", async () => {
  await begin({ judges: [() => Promise.reject(new Error("away"))] });

  const { message } = await bot.type("video", { prompt: GOOD });

  expect(message.text).toMatch(/the check does not answer right now/);
  expect(bot.fake.submitted).toEqual([]);
});
