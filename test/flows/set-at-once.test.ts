import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";

const admin = { person: { ...ann, id: "fake:admin", isAdmin: true } };
let bot: FakeBot;
afterEach(() => bot.dispose());

async function fieldsOf(command: string): Promise<string> {
  const { message } = await bot.type(command, {}, admin);
  return JSON.stringify(message.fields);
}

test("characters that are added at once are all there", async () => {
  bot = await startFakeBot();
  const names = ["mila", "theo", "anna"];
  const newcomer = { action: "add", description: "a tall dark fox", consent: true };

  await Promise.all(names.map((name) => bot.type("character", { ...newcomer, name })));

  const listed = await fieldsOf("character");
  expect(names.filter((name) => listed.includes(`@${name}`))).toEqual(names);
});

test("rules that are set at once all hold", async () => {
  bot = await startFakeBot();
  const rules = { "person-cap": "1.50", "time-zone": "Europe/Berlin", language: "de" };

  await Promise.all(
    Object.entries(rules).map(([setting, value]) =>
      bot.type("settings", { setting, value }, admin),
    ),
  );

  const shown = await fieldsOf("settings");
  expect(["$1.50", "Europe/Berlin", '"de"'].filter((word) => shown.includes(word))).toHaveLength(3);
});

test("a budget that is set beside a rule leaves the rule as it is", async () => {
  bot = await startFakeBot();
  const by = { invocation: "one", id: "fake:boss", isOperator: true };

  await Promise.all([
    bot.quota.setBudget("fake:guild", dollars(20), by),
    bot.type("settings", { setting: "person-cap", value: "1.50" }, admin),
  ]);

  expect(await fieldsOf("settings")).toContain("$1.50");
  expect(await bot.left()).toBe(dollars(20));
});
