import { readFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";

const admin = { person: { ...ann, id: "fake:admin", isAdmin: true } };
let bot: FakeBot;
afterEach(() => bot.dispose());

test("an admin gets the month's ledger as a file that holds nobody's words", async () => {
  bot = await startFakeBot();
  const { job } = await bot.type("video", { prompt: "a secret cat", seconds: 4 });
  await bot.settle();

  const { message } = await bot.type("quota", { action: "export" }, admin);

  const csv = await readFile(message.file?.path ?? "", "utf8");
  expect(message.text).toBe("The entries of November 2026, newest first: 3.");
  expect(message.file?.fileName).toBe("rushes-ledger-2026-11.csv");
  expect(csv).toContain(`,settle,2.000000,${job?.id},fake:ann,`);
  expect(csv).not.toContain("secret");
});

test("a month in which nothing happened comes without a file", async () => {
  bot = await startFakeBot();

  const { message } = await bot.type("quota", { action: "export", month: "last" }, admin);

  expect(message).toMatchObject({ text: "There is nothing to export from that time." });
  expect(message.file).toBeUndefined();
});

test("a ledger is for admins alone", async () => {
  bot = await startFakeBot();

  const { message } = await bot.type("quota", { action: "export" });

  expect(message.tone).toBe("bad");
  expect(message.file).toBeUndefined();
});
