import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
const ben = { person: { ...ann, id: "fake:ben", name: "Ben" } };
let bot: FakeBot;
afterEach(() => bot.dispose());

test("nothing spent is said without a chart", async () => {
  bot = await startFakeBot();

  const { message } = await bot.type("usage");

  expect(message.text).toBe("Nothing was spent in November 2026.");
  expect(message.picture).toBeUndefined();
});

test("what was spent comes as a picture, in words, and by person", async () => {
  bot = await startFakeBot();
  await bot.type("video", cat);
  await bot.type("video", cat);
  await bot.type("video", cat, ben);
  await bot.settle();

  const { message } = await bot.type("usage");

  expect(message).toMatchObject({
    text: "$6.00 of $10.00 was spent in November 2026.",
    fields: [
      { name: "Ann", value: "$4.00" },
      { name: "Ben", value: "$2.00" },
    ],
    picture: {
      path: "chart-1.png",
      alt: expect.stringMatching(
        /^\$6\.00 of \$10\.00 was spent in November 2026\. Most of it on \d+ November: \$6\.00\.$/,
      ),
    },
  });
  expect(bot.drawn[0]).toMatchObject({
    title: "Spending in November 2026",
    subtitle: "Day by day, by person",
    line: { label: "Budget by the day: $0.33" },
  });
});

test("the same by model, in German", async () => {
  bot = await startFakeBot();
  await bot.type("video", cat);
  await bot.settle();

  const { message } = await bot.type("usage", { by: "model" }, { locale: "de" });

  expect(message.text).toBe("Im November 2026 wurden 2,00\u00A0$ von 10,00\u00A0$ ausgegeben.");
  expect(message.fields).toEqual([{ name: "film-1", value: "2,00\u00A0$" }]);
  expect(bot.drawn[0]?.series[0]?.values.at(-1)).toBe(dollars(2));
});

test("the history says who, at the time of the place", async () => {
  bot = await startFakeBot();
  const boss = { person: { ...ann, id: "fake:boss", isAdmin: true } };
  await bot.type("settings", { setting: "time-zone", value: "Asia/Tokyo" }, boss);
  await bot.type("video", cat, ben);
  await bot.settle();

  const { message } = await bot.type("quota", { action: "history" }, boss);

  const [spent] = message.fields ?? [];
  const tokyo = new Date(bot.clock.now() + 9 * 3_600_000).toISOString();
  expect(spent?.name).toBe(`${tokyo.slice(0, 16).replace("T", " ")} · spent`);
  expect(spent?.value).toMatch(/^\$2\.00 · \w+ · Ben$/);
});
