import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PATHS = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** A Chromium of this machine; without one, tests of the page are skipped. */
export const chromiumPath = PATHS.find((path) => path !== undefined && existsSync(path));

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
}

/** A picture for whoever needs one. */
export const STILL = new URL("../fixtures/dusk.jpg", import.meta.url);

/** Drops that picture on an element, or pastes it there, as `dusk.jpg`. */
export async function giveFile(page: Page, target: string, how: "drop" | "paste"): Promise<void> {
  await page.locator(target).evaluate(
    (element, given) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(given.bytes)], "dusk.jpg", { type: "image/jpeg" }));
      const fate = { bubbles: true, cancelable: true };
      const event =
        given.how === "drop"
          ? new DragEvent("drop", { dataTransfer: files, ...fate })
          : new ClipboardEvent("paste", { clipboardData: files, ...fate });
      element.dispatchEvent(event);
    },
    { how, bytes: [...(await readFile(STILL))] },
  );
}

/** What a page complained about. Answers that are refusals are none of that. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isRefusal = /Failed to load resource.* (?:4\d\d|net::ERR_)/.test(message.text());
    if (message.type() === "error" && !isRefusal) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

/** The accessibility rules that a page breaks now, with where. */
export async function violationsOf(page: Page): Promise<string[]> {
  // What is still fading in has no colours of its own yet.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      return playState !== "running" || effect?.getTiming().iterations === Infinity;
    }),
  );
  // The page's own policy forbids a script tag; the debugger may run one.
  await page.evaluate(await readFile(AXE, "utf8"));
  const found: unknown = await page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
      id + " at " + target.join(" ") + ": " + failureSummary)))`);
  return Array.isArray(found) ? found.map(String) : [];
}
