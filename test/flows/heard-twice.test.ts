import { afterEach, expect, test } from "vitest";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

// One invocation that two processes hear in the same moment: each looks before the other has written.

let bot: FakeBot;
afterEach(() => bot.dispose());

const once = { id: "once" };

test("a storyboard that is heard twice at once is opened once, and both say so", async () => {
  bot = await startFakeBot();
  const open = () => bot.type("storyboard", { title: "The fox", scenes: "it wakes" }, once);

  const [first, second] = await Promise.all([open(), open()]);
  await bot.soon();

  expect(second).toEqual(first);
  expect(first.message.text).toBe(
    "The storyboard is open in the thread, with one scene. Add more there, or render it.",
  );
  expect(bot.seen.cards().filter(({ key }) => key.endsWith("-card"))).toHaveLength(1);
});
