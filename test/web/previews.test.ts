import { describe, expect, test } from "vitest";
import { chromiumPath } from "./browser.ts";
import { createStage } from "./stage.ts";

const REASON = chromiumPath ? "" : " (no Chromium here: install it, or set CHROMIUM_PATH)";
const TIMEOUT = 60_000;

describe.skipIf(!chromiumPath)(`previews on the page${REASON}`, { timeout: TIMEOUT }, () => {
  const stage = createStage();
  const teaser = () => stage.page.getByRole("button", { name: /a fox.*Done/s });
  const moving = () => teaser().locator(".teaser-moving.is-there");

  async function film(reducedMotion: "reduce" | "no-preference") {
    await stage.open({ reducedMotion });
    await stage.send("a fox");
    await stage.thread.waitFor();
    await stage.playground.bot.finish("job1");
    await teaser().waitFor();
  }

  test("a video moves while somebody rests on it, with the mouse or the keyboard", async () => {
    await film("no-preference");
    const before = stage.playground.previewed.length;

    await teaser().hover();
    await moving().waitFor();
    await stage.message.hover();
    await moving().waitFor({ state: "detached" });
    await stage.message.focus();
    await stage.page.keyboard.press("Shift+Tab");
    await moving().waitFor();

    expect(before).toBe(0);
    expect(stage.playground.previewed).toHaveLength(1);
  });

  test("nothing moves for whoever wants less motion", async () => {
    await film("reduce");

    await teaser().hover();
    await stage.page.keyboard.press("Tab");

    expect(await teaser().locator(".teaser-moving").count()).toBe(0);
    expect(stage.playground.previewed).toEqual([]);
  });
});
