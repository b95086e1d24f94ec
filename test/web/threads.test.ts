import { describe, expect, test } from "vitest";
import { chromiumPath } from "./browser.ts";
import { createStage } from "./stage.ts";

const REASON = chromiumPath ? "" : " (no Chromium here: install it, or set CHROMIUM_PATH)";
const TIMEOUT = 60_000;
const PHONE = { width: 360, height: 740 };

describe.skipIf(!chromiumPath)(`threads of the page${REASON}`, { timeout: TIMEOUT }, () => {
  const stage = createStage();
  const hasFocus = (selector: string) =>
    stage.page.evaluate((name) => document.activeElement?.matches(name), selector);

  test("the back button of a phone closes the thread, and not the page", async () => {
    await stage.open({ viewport: PHONE });
    await stage.send("a fox");
    await stage.page.getByRole("button", { name: /a fox/ }).click();
    await stage.thread.waitFor();

    await stage.page.goBack();

    await stage.thread.waitFor({ state: "detached" });
    await expect.poll(() => hasFocus("[data-job=job1]")).toBe(true);
    await stage.page.goForward();
    await stage.thread.waitFor();
  });

  test("a reload in the middle of a video keeps its thread open, and its card lives on", async () => {
    await stage.open();
    await stage.send("a fox");
    await stage.thread.getByText("In line…").waitFor();

    await stage.page.reload();
    await stage.thread.getByText("In line…").waitFor();
    await stage.playground.bot.finish("job1");

    await stage.thread.locator("video").waitFor();
    expect(await stage.page.getByRole("article", { name: "You" }).count()).toBe(1);
  });

  test("a reload keeps what is being written", async () => {
    await stage.open();
    await stage.message.focus();
    await stage.page.keyboard.type("/video a fox in the --seconds 8 rain");

    await stage.page.reload();

    await expect.poll(() => stage.message.inputValue()).toBe("a fox in the rain");
    await stage.page.getByRole("button", { name: "Leave /video" }).waitFor();
    await stage.page.getByRole("button", { name: "Remove seconds 8" }).waitFor();
    await stage.message.focus();
    await stage.page.keyboard.press("Enter");
    await stage.thread.waitFor();
    await stage.page.reload();
    await stage.thread.waitFor();
    expect(await stage.message.inputValue()).toBe("");
  });

  test("an address of a thread that is gone leads to the channel", async () => {
    await stage.open();

    await stage.page.goto(`${stage.playground.url}/#gone`);
    await stage.page.reload();
    await stage.page.getByRole("heading", { name: "What shall we film first?" }).waitFor();

    await stage.thread.waitFor({ state: "detached" });
    expect(new URL(stage.page.url()).hash).toBe("");
  });

  test("a double click on a button is one wish", async () => {
    await stage.open();
    await stage.send("a fox");
    await stage.thread.waitFor();
    await stage.playground.bot.fail("job1", "The studio is closed.");

    // The second click falls on what the first has brought there.
    await stage.thread.getByRole("button", { name: "Again" }).dblclick({ delay: 100 });

    await expect.poll(() => stage.playground.bot.jobs.get("job2")?.state).toBe("accepted");
    await stage.thread.getByText("In line…").waitFor();
    expect(stage.playground.bot.invocations.map(({ ask }) => ask.name)).toEqual(["video", "again"]);
  });

  test("whoever opens a thread has its keyboard, and types into the prompt all the same", async () => {
    await stage.open();
    await stage.send("a fox");
    await stage.thread.getByRole("button", { name: "Close the thread" }).click();
    await expect.poll(() => hasFocus("[data-job=job1]")).toBe(true);

    await stage.page.keyboard.press("Enter");
    await expect.poll(() => hasFocus(".thread-head button")).toBe(true);
    await stage.page.keyboard.type("a bear");

    expect(await stage.message.inputValue()).toBe("a bear");
  });

  test("the original of a video is a link that waits to be followed", async () => {
    await stage.open();
    await stage.send("a fox");
    await stage.thread.waitFor();
    await stage.playground.bot.finish("job1");

    await stage.thread.getByRole("button", { name: "Original" }).click();

    const link = stage.page.getByRole("status").getByRole("link", { name: "Original" });
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("https://rushes.example/clips/job1");
    await link.click({ trial: true });
  });

  test("the keyboard goes along into the thread that a button opens", async () => {
    await stage.open();
    await stage.send("a fox");
    await stage.thread.waitFor();
    await stage.playground.bot.fail("job1", "The studio is closed.");

    await stage.thread.getByRole("button", { name: "Again" }).press("Enter");

    await stage.thread.getByText("In line…").waitFor();
    await expect.poll(() => hasFocus(".thread-head button")).toBe(true);
  });

  test("the prompt says what a command wants next", async () => {
    await stage.open();
    await stage.message.focus();
    const hint = () => stage.message.getAttribute("placeholder");

    await stage.page.keyboard.type("/cancel ");
    await expect.poll(hint).toBe("Which video");
    await stage.page.keyboard.type("--job job1 ");

    await expect.poll(hint).toBe("Press Enter to send");
  });

  test("the keyboard stays in the thread when its button has gone", async () => {
    await stage.open();
    await stage.send("a costly fox");
    await stage.thread.getByRole("button", { name: "Run" }).focus();

    await stage.page.keyboard.press("Enter");

    await stage.thread.getByText("In line…").waitFor();
    await expect.poll(() => hasFocus("aside [role=region]")).toBe(true);
  });
});
