import { describe, expect, test } from "vitest";
import { chromiumPath, violationsOf } from "./browser.ts";
import { createStage } from "./stage.ts";

const REASON = chromiumPath ? "" : " (no Chromium here: install it, or set CHROMIUM_PATH)";
const TIMEOUT = 60_000;

describe.skipIf(!chromiumPath)(`the page in German${REASON}`, { timeout: TIMEOUT }, () => {
  const stage = createStage();

  test("greets, completes, complains and films in German", async () => {
    await stage.open({ locale: "de-AT" });
    const { page, message } = stage;
    await page.getByRole("heading", { name: "Was filmen wir zuerst?" }).waitFor();
    const found = [await page.locator("html").getAttribute("lang")];

    await message.fill("a fox --seconds 99");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("seconds nimmt eine ganze Zahl von 1 bis 20").waitFor();
    await message.fill("a fox");
    await page.keyboard.press("Enter");
    await stage.thread.waitFor();
    await stage.playground.bot.finish("job1");
    await stage.thread.getByRole("link", { name: "Herunterladen" }).waitFor();
    await stage.thread.getByRole("button", { name: "Thread schließen" }).waitFor();

    expect(found).toEqual(["de"]);
    expect(stage.playground.bot.invocations.at(-1)?.locale).toBe("de-AT");
    expect(await violationsOf(page)).toEqual([]);
  });

  test("speaks English to a browser whose language it does not know", async () => {
    await stage.open({ locale: "fr-FR" });

    await stage.page.getByRole("heading", { name: "What shall we film first?" }).waitFor();
    expect(await stage.page.locator("html").getAttribute("lang")).toBe("en");
  });
});
