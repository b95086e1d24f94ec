import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startFakeBot } from "../fakes/bot.ts";
import { createClock } from "../fakes/clock.ts";
import { createFakePlatform } from "../fakes/platform.ts";
import { createFakeProvider } from "../fakes/provider.ts";
import { openTestPostgres, SERVER } from "../fakes/stores.ts";

const reason = SERVER === undefined ? " (skipped: no TEST_DATABASE_URL)" : "";

test.runIf(SERVER !== undefined)(
  `no scene is lost when many are added at once${reason}`,
  async () => {
    const bot = await startFakeBot({
      after: {
        opened: await openTestPostgres(),
        clock: createClock(),
        folder: await mkdtemp(join(tmpdir(), "rushes-bot-")),
        fake: createFakeProvider(),
        seen: createFakePlatform(),
      },
    });
    const { job } = await bot.type("storyboard", { title: "The fox", seconds: 4 });
    const id = job?.id ?? "";
    const prompts = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

    await Promise.all(prompts.map((prompt) => bot.press("scene", id, {}, { prompt })));
    await bot.soon();

    const planned = await bot.job(id);
    const scenes = planned.state === "planning" ? planned.board.scenes : [];
    expect(scenes.map(({ prompt }) => prompt).toSorted()).toEqual(prompts.toSorted());
    await bot.dispose();
  },
);
