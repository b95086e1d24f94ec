import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { chromiumPath, giveFile, STILL, violationsOf } from "./browser.ts";
import { createStage } from "./stage.ts";

const REASON = chromiumPath ? "" : " (no Chromium here: install it, or set CHROMIUM_PATH)";
const TIMEOUT = 60_000;

describe.skipIf(!chromiumPath)(`forms of the page${REASON}`, { timeout: TIMEOUT }, () => {
  const stage = createStage();
  const dialog = () => stage.page.getByRole("dialog");
  const preview = () => dialog().getByRole("img", { name: "Preview of dusk.jpg" });

  async function edit() {
    await stage.open();
    await stage.send("a fox");
    await stage.thread.waitFor();
    await stage.playground.bot.finish("job1");
    await stage.thread.getByRole("button", { name: "Edit prompt" }).click();
    await dialog().getByRole("textbox").fill("a red fox");
  }

  test("a picture is chosen for a form, and sent with its words", async () => {
    await edit();

    await dialog()
      .locator("input[type=file]")
      .setInputFiles({
        name: "dusk.jpg",
        mimeType: "image/jpeg",
        buffer: await readFile(STILL),
      });
    await preview().waitFor();
    const violations = await violationsOf(stage.page);
    await dialog().getByRole("button", { name: "Film it" }).click();

    await stage.thread.getByRole("heading", { name: "a red fox" }).waitFor();
    expect(violations).toEqual([]);
    expect(stage.playground.bot.pictures).toEqual([await readFile(STILL)]);
    await stage.page.getByRole("article", { name: "You" }).getByRole("img").waitFor();
  });

  test.each(["drop", "paste"] as const)("a form takes a picture by %s, and alone", async (how) => {
    await edit();

    await giveFile(stage.page, "dialog textarea", how);

    await preview().waitFor();
    expect(await stage.page.getByRole("img", { name: "Preview of dusk.jpg" }).count()).toBe(1);
    await dialog().getByRole("button", { name: "Remove the picture" }).click();
    expect(await preview().count()).toBe(0);
  });

  test("a form keeps what was written when it is not taken", async () => {
    await edit();
    await stage.playground.stop();

    await dialog().getByRole("button", { name: "Film it" }).click();

    await dialog().getByText("Rushes cannot be reached right now.").waitFor();
    // A bot that knows nothing of the video any more.
    await stage.reopen();
    await dialog().getByRole("button", { name: "Film it" }).click();
    await dialog().getByText("There is no such video.").waitFor();
    expect(await dialog().getByRole("textbox").inputValue()).toBe("a red fox");
  });

  test("a form whose answer was lost begins its video once", async () => {
    await edit();
    await stage.page.route("**/api/local/actions", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await dialog().getByRole("button", { name: "Film it" }).click();
    await dialog().getByText("Rushes cannot be reached right now.").waitFor();
    await stage.page.unroute("**/api/local/actions");

    await dialog().getByRole("button", { name: "Film it" }).click();

    await stage.thread.getByRole("heading", { name: "a red fox" }).waitFor();
    expect([...stage.playground.bot.jobs.keys()]).toEqual(["job1", "job2"]);
  });

  test("a form gives the keyboard back to the button that opened it", async () => {
    await edit();
    const button = stage.thread.getByRole("button", { name: "Edit prompt" });
    const hasFocus = () => button.evaluate((element) => element === document.activeElement);

    await dialog().getByRole("button", { name: "Never mind" }).press("Enter");

    await dialog().waitFor({ state: "detached" });
    await expect.poll(hasFocus).toBe(true);
  });

  test("a form that opens another thread leaves the keyboard there", async () => {
    await edit();

    await dialog().getByRole("textbox").press("Enter");

    await stage.thread.getByRole("heading", { name: "a red fox" }).waitFor();
    await dialog().waitFor({ state: "detached" });
    await expect
      .poll(() => stage.page.evaluate(() => document.activeElement?.closest("aside") !== null))
      .toBe(true);
    await stage.page.keyboard.press("Escape");
    await stage.thread.waitFor({ state: "detached" });
  });

  test("a form says why it does not take a file", async () => {
    await edit();

    await dialog()
      .locator("input[type=file]")
      .setInputFiles({
        name: "invoice.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF"),
      });

    await dialog().getByRole("alert").getByText("invoice.pdf is no picture").waitFor();
    await dialog().getByRole("button", { name: "Film it" }).click();
    await stage.thread.getByRole("heading", { name: "a red fox" }).waitFor();
    expect(stage.playground.bot.pictures).toEqual([]);
  });
});
