import { expect, test } from "vitest";
import { z } from "zod";
import { createLog } from "../../../src/log.ts";
import { createUnanswered } from "../../../src/platforms/chat/unanswered.ts";

/** A bot that may die: what it has noted stays, and what it tells is heard. */
function openBots() {
  const kept = new Map<string, string>();
  const told: string[] = [];
  const writes: string[] = [];
  const memory = {
    get: async (key: string) => kept.get(key),
    async set(key: string, value: string) {
      writes.push(value);
      kept.set(key, value);
    },
    delete: async (key: string) => void kept.delete(key),
  };
  const start = (part = "all") =>
    createUnanswered({
      schema: z.string(),
      memory,
      part,
      tell: async (who) => void told.push(who),
      log: createLog("silent"),
    });
  return { start, told, writes };
}

test("whoever was left waiting is told when the bot is back, once", async () => {
  const { start, told } = openBots();
  const first = start();
  await first.begun("1", "ann");
  await first.begun("2", "ben");
  await first.answered("1");

  await start().tellAll();
  await start().tellAll();

  expect(told).toEqual(["ben"]);
});

test("what another process hears is its own", async () => {
  const { start, told } = openBots();
  await start("one").begun("1", "ann");

  await start("other").tellAll();

  expect(told).toEqual([]);
});

test("many who come at once are noted together", async () => {
  const { start, told, writes } = openBots();
  const bot = start();
  const crowd = Array.from({ length: 50 }, (_, at) => `person ${at}`);

  await Promise.all(crowd.map((who) => bot.begun(who, who)));

  await start().tellAll();
  expect(told).toEqual(crowd);
  expect(writes.length).toBeLessThan(3);
});
