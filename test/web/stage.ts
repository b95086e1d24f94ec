import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openPlayground } from "../fakes/playground.ts";
import { complaintsOf, launchBrowser } from "./browser.ts";

/** A playground and a browser for every test of a file. A test in which the page complains fails. */
export function createStage() {
  let browser: Browser;
  let playground: Awaited<ReturnType<typeof openPlayground>>;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(async () => {
    await page.close();
    await playground.close();
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });

  return {
    get page() {
      return page;
    },
    get playground() {
      return playground;
    },
    get message() {
      return page.locator("#prompt");
    },
    get thread() {
      return page.locator("aside.thread");
    },

    async open(options: BrowserContextOptions = {}) {
      page = await browser.newPage({ reducedMotion: "reduce", ...options });
      page.setDefaultTimeout(15_000);
      complaints = complaintsOf(page);
      await page.goto(playground.url);
      await page.locator("#prompt").waitFor();
    },

    /** Serves again at the same address after `playground.stop`, as after a restart. */
    async reopen() {
      const { folder, url } = playground;
      playground = await openPlayground({ folder, port: Number(new URL(url).port) });
    },

    async send(text: string) {
      await page.locator("#prompt").focus();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    },
  };
}
