import { afterEach, expect, test } from "vitest";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const fuchs = { prompt: "ein Fuchs im Regen", seconds: 4 };
const berta = { locale: "de" };
let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

test("a German person reads a German card, from the line to the price", async () => {
  await begin({ before: [{ status: "running", progress: 0.5 }] });

  const reply = await bot.type("video", fuchs, berta);
  await bot.settle();

  expect(reply.message).toMatchObject({
    text: "Bin dabei. Das Video kommt in den Thread.",
    locale: "de",
  });
  expect(bot.seen.cardTexts).toEqual([
    "In der Schlange …",
    "Es wird gefilmt …",
    "Es wird gefilmt … 50 %",
    "Fertig. Es hat 2,00\u00A0$ gekostet.",
  ]);
  expect(bot.seen.cards()[0]?.message.fields).toContainEqual({
    name: "Preis",
    value: "2,00\u00A0$",
  });
  expect(bot.seen.clips()[0]?.message.text).toBe("Dein Video ist fertig. Es wurde von KI gemacht.");
});

test("a German person is refused in German, with the sum and the day", async () => {
  await begin({ budget: 1 });

  const reply = await bot.type("video", fuchs, berta);

  expect(reply.message.text).toMatch(
    /^Das kostet 2,00\u00A0\$, und vom gemeinsamen Budget sind noch 1,00\u00A0\$ übrig; es erneuert sich am 1\. Dezember\./,
  );
});

test.each([
  [{}, "Die Option „prompt“ passt nicht: sie fehlt oder ist nicht das, was sie sein soll."],
  [
    { prompt: " " },
    "Die Option „prompt“ passt nicht: sag in ein paar Worten, was im Video passiert.",
  ],
  [{ ...fuchs, seconds: 99 }, "Die Option „seconds“ passt nicht: höchstens 60 sind möglich."],
  [{ ...fuchs, seconds: 5 }, "film-1 filmt 4, 8 oder 12 Sekunden, nicht 5."],
  [
    { ...fuchs, aspect: "3:2" },
    "Die Option „aspect“ passt nicht: möglich sind auto, 16:9, 9:16, 1:1.",
  ],
])("a mistake in %j is told in German", async (options, sentence) => {
  await begin();

  const { message } = await bot.type("video", options, berta);

  expect(message.text).toBe(sentence);
});

test("a failure is told in the language of whoever asked, a list in that of whoever reads", async () => {
  await begin({ end: { status: "failed", kind: "billing", reason: "no credit" } });
  await bot.type("video", fuchs, berta);
  await bot.settle();

  const german = await bot.type("jobs", {}, berta);
  const english = await bot.type("jobs");

  expect(bot.seen.cardTexts.at(-1)).toBe(
    "Das Konto dieses Bots beim Studio ist leer. Wer ihn betreibt, muss es auffüllen. Es wurde nichts berechnet.",
  );
  expect(german.message).toMatchObject({
    text: "Deine neuesten Videos:",
    fields: [{ value: "misslungen · 21. November · ein Fuchs im Regen" }],
  });
  expect(english.message).toMatchObject({
    fields: [{ value: "failed · 21 November · ein Fuchs im Regen" }],
  });
});
