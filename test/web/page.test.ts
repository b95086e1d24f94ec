import { readFile } from "node:fs/promises";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPlayground } from "../fakes/playground.ts";
import {
  chromiumPath,
  complaintsOf,
  giveFile,
  launchBrowser,
  STILL,
  violationsOf,
} from "./browser.ts";

const REASON = chromiumPath ? "" : " (no Chromium here: install it, or set CHROMIUM_PATH)";
/** A browser beside other tests on a small machine takes its time. */
const TIMEOUT = 60_000;

describe.skipIf(!chromiumPath)(`the page${REASON}`, { timeout: TIMEOUT }, () => {
  let browser: Browser;
  let playground: Awaited<ReturnType<typeof openPlayground>>;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function open(options: BrowserContextOptions = {}) {
    page = await browser.newPage({ reducedMotion: "reduce", ...options });
    page.setDefaultTimeout(15_000);
    complaints = complaintsOf(page);
    await page.goto(playground.url);
    await page.getByRole("textbox", { name: "Message" }).waitFor();
  }

  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(async () => {
    await page.close();
    await playground.close();
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });

  const message = () => page.getByRole("textbox", { name: "Message" });
  const thread = () => page.getByRole("complementary", { name: "Thread" });
  const typing = async (text: string) => {
    await message().focus();
    await page.keyboard.type(text);
  };
  const askedFor = () => playground.bot.invocations.at(-1)?.ask;

  test("an example is filmed by one click, and its clip plays", async () => {
    await open();

    await page.getByRole("button", { name: /paper boat/ }).click();
    await thread().getByText("In line…").waitFor();
    await playground.bot.film("job1", 0.42);
    await thread().getByText("Filming… 42 %").waitFor();
    const progress = await thread().getByRole("progressbar").getAttribute("aria-valuenow");
    await playground.bot.finish("job1");
    const video = thread().locator("video");
    await video.waitFor();
    await video.evaluate((player: HTMLVideoElement) => {
      player.muted = true;
      return player.play();
    });

    expect(progress).toBe("42");
    await expect
      .poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime))
      .toBeGreaterThan(0.1);
  });

  test("unknown progress is shown as unknown", async () => {
    await open();
    await typing("a fox");
    await page.keyboard.press("Enter");
    await thread().getByText("In line…").waitFor();

    await playground.bot.film("job1");

    await thread().getByText("Filming…").waitFor();
    expect(await thread().getByRole("progressbar").getAttribute("aria-valuenow")).toBeNull();
  });

  test("a command is completed and sent by keyboard alone", async () => {
    await open();

    await typing("/vi");
    await page.getByRole("option", { name: /\/video/ }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("a fox in the rain --mo");
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: /film-1/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.type("--seconds 8 ");
    await page.getByRole("button", { name: "Remove seconds 8" }).waitFor();
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("then a bear");
    await page.keyboard.press("Enter");
    await thread().waitFor();

    expect(askedFor()).toEqual({
      kind: "command",
      name: "video",
      options: { prompt: "a fox in the rain \nthen a bear", model: "film-1", seconds: 8 },
    });
    expect(await message().inputValue()).toBe("");
  });

  test("whoever types on the bare page types into the prompt", async () => {
    await open();

    await page.keyboard.type("a fox");

    expect(await message().inputValue()).toBe("a fox");
  });

  test("what cannot be sent says how to mend it, and stays", async () => {
    await open();

    await typing("a fox --seconds 50");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");

    await page.getByRole("alert").getByText("seconds takes a whole number from 1 to 20").waitFor();
    expect(await message().inputValue()).toBe("a fox --seconds 50");
    expect(playground.bot.invocations).toEqual([]);
  });

  test("a picture is dropped, previewed, removed, pasted and sent", async () => {
    await open();
    const give = (how: "drop" | "paste") => giveFile(page, "#prompt", how);

    await give("drop");
    await page.getByRole("img", { name: "Preview of dusk.jpg" }).waitFor();
    await page.getByRole("button", { name: "Remove the picture" }).click();
    await give("paste");
    await page.getByRole("img", { name: "Preview of dusk.jpg" }).waitFor();
    await typing("it wakes up");
    await page.keyboard.press("Enter");
    await thread().waitFor();

    expect(playground.bot.pictures).toEqual([await readFile(STILL)]);
    expect(askedFor()?.options).toEqual({ prompt: "it wakes up", image: "dusk.jpg" });
  });

  test("a command that was chosen is left again by keyboard", async () => {
    await open();
    const chosen = page.getByRole("button", { name: "Leave /cancel" });
    await typing("/cancel ");
    await chosen.waitFor();

    await page.keyboard.press("Shift+Tab");
    expect(await chosen.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await chosen.waitFor({ state: "detached" });
    await page.keyboard.type("/cancel ");
    await chosen.waitFor();
    await page.keyboard.press("Escape");

    await chosen.waitFor({ state: "detached" });
    expect(await message().inputValue()).toBe("");
    expect(await message().evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test("what a command does not need is offered, and not taken by Enter", async () => {
    await open();
    await typing("/usage ");
    await page.getByRole("option", { name: "model" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Nothing is running.").first().waitFor();
    const plain = askedFor()?.options;

    await typing("/usage ");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove by model" }).waitFor();
    await page.keyboard.press("Enter");

    await expect.poll(() => askedFor()?.options).toEqual({ by: "model" });
    expect(plain).toEqual({});
  });

  test("Shift and Tab close the suggestions, and then go back", async () => {
    await open();
    await typing("/");
    await page.getByRole("listbox").waitFor();

    await page.keyboard.press("Shift+Tab");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    const isStill = await message().evaluate((field) => field === document.activeElement);
    await page.keyboard.press("Shift+Tab");

    expect(isStill).toBe(true);
    expect(await message().evaluate((field) => field === document.activeElement)).toBe(false);
  });

  test("an answer without a video stands in the channel, once", async () => {
    await open();
    await typing("/models");
    await page.keyboard.press("Enter");

    const answers = page.getByRole("article", { name: "Rushes" });
    await answers.getByText("Two models can film now:").waitFor();

    expect(await answers.count()).toBe(1);
    expect(await thread().count()).toBe(0);
    expect(await page.locator(".note").count()).toBe(0);
  });

  test("a file that is no picture is refused in words", async () => {
    await open();

    await page.setInputFiles("input[type=file]", {
      name: "invoice.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF"),
    });

    const problem = await page.getByRole("alert").textContent();
    expect(problem).toContain("invoice.pdf is no picture");
  });

  test("a running video is cancelled from its card", async () => {
    await open();
    await typing("a fox");
    await page.keyboard.press("Enter");

    await thread().getByRole("button", { name: "Cancel" }).click();

    await thread().getByText("Cancelled. Nothing was charged.").waitFor();
    expect(askedFor()).toMatchObject({ kind: "action", name: "cancel", job: "job1" });
    await page.getByText("Stopped.").waitFor();
  });

  test("a price waits for a click in its thread", async () => {
    await open();
    await typing("a costly fox");
    await page.keyboard.press("Enter");
    await page.getByRole("article").getByText("Say yes to it in the thread").waitFor();
    const run = thread().getByRole("button", { name: "Run" });

    await run.click();

    await thread().getByText("In line…").waitFor();
    expect(await run.count()).toBe(0);
  });

  test("a prompt is edited into a new video", async () => {
    await open();
    await typing("a fox");
    await page.keyboard.press("Enter");
    await thread().waitFor();
    await playground.bot.finish("job1");

    await thread().getByRole("button", { name: "Edit prompt" }).click();
    const words = page.getByRole("dialog").getByRole("textbox");
    expect(await words.inputValue()).toBe("a fox");
    await words.fill("a red fox");
    await page.getByRole("button", { name: "Film it" }).click();

    await thread().getByRole("heading", { name: "a red fox" }).waitFor();
    expect(playground.bot.jobs.get("job2")?.prompt).toBe("a red fox");
  });

  test("deleting asks first, and the video goes from the thread", async () => {
    await open();
    await typing("a fox");
    await page.keyboard.press("Enter");
    await thread().waitFor();
    await playground.bot.finish("job1");

    await thread().getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Never mind" }).click();
    expect(askedFor()?.name).toBe("video");
    await thread().getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();

    await page.getByText("Deleted.").waitFor();
    expect(askedFor()).toMatchObject({ name: "delete", job: "job1" });
  });

  test("everything is there again after a reload", async () => {
    await open();
    await typing("a fox --aspect 9:16");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await thread().waitFor();
    await playground.bot.finish("job1");

    await page.reload();

    await page.getByRole("article", { name: "You" }).getByText("9:16").waitFor();
    await page.getByRole("button", { name: /a fox.*Done/s }).click();
    expect(await thread().getByRole("link", { name: "Download" }).isVisible()).toBe(true);
  });

  test("a server that was away is found again, and nothing is lost or doubled", async () => {
    await open();
    await typing("a fox");
    await page.keyboard.press("Enter");
    await thread().waitFor();
    const port = Number(new URL(playground.url).port);
    await playground.stop();
    await page.getByText("Rushes is away").waitFor();

    await typing("a bear");
    await page.keyboard.press("Enter");
    await page.getByText("Rushes cannot be reached right now.").waitFor();
    playground = await openPlayground({ folder: playground.folder, port });
    await page.getByText("Rushes is away").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Send again" }).click();

    await expect.poll(() => playground.bot.jobs.size).toBe(1);
    await page.getByRole("button", { name: "Send again" }).waitFor({ state: "detached" });
    expect(await page.getByRole("article", { name: "You" }).count()).toBe(2);
  });

  test("on a phone the thread slides over and the way back keeps the place", async () => {
    await open({ viewport: { width: 360, height: 740 } });
    await typing("a fox");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /a fox/ }).click();
    await thread().getByRole("button", { name: "Cancel" }).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

    await page.getByRole("button", { name: "Back to the conversation" }).click();

    await thread().waitFor({ state: "detached" });
    expect(overflow).toBe(0);
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-job") === "job1");
  });

  describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    test.each([1280, 360])("axe finds nothing at a width of %i", async (width) => {
      await open({ colorScheme, viewport: { width, height: 800 } });
      const found = [await violationsOf(page)];

      await typing("/");
      await page.getByRole("listbox").waitFor();
      found.push(await violationsOf(page));
      await message().fill("/video --seconds 8 ");
      await page.getByRole("button", { name: "Remove seconds 8" }).waitFor();
      found.push(await violationsOf(page));
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Remove seconds 8" }).click();
      await message().fill("a fox --seconds 99");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
      found.push(await violationsOf(page));
      await message().fill("a fox");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /a fox/ }).click();
      await playground.bot.film("job1", 0.5);
      await thread().getByText("Filming… 50 %").waitFor();
      found.push(await violationsOf(page));
      await playground.bot.finish("job1");
      await thread().locator("video").waitFor();
      found.push(await violationsOf(page));
      await thread().getByRole("button", { name: "Delete" }).click();
      found.push(await violationsOf(page));

      expect(found.flat()).toEqual([]);
    });
  });
});
