import { afterEach, expect, test, vi } from "vitest";
import { wordsOf } from "../fakes/slack/reading.ts";
import { ANN } from "../fakes/slack/slack.ts";
import type { SlackBot } from "./slack-bot.ts";
import { socketOf, startSlackBot } from "./slack-bot.ts";

vi.setConfig({ testTimeout: 60_000 });

let running: SlackBot;
afterEach(() => running.close());

const ann = () => running.slack.person(ANN);

/** Says a line, and waits for the answer that only Ann sees. */
async function told(line: string): Promise<string> {
  const before = running.slack.ephemeralsOf(ANN).length;
  await ann().types(line);
  return running.slack.until(() => {
    const now = running.slack.ephemeralsOf(ANN);
    return now.length > before && wordsOf(now.at(-1));
  });
}

/** The form on top, once it tells a price. */
const priced = () =>
  running.slack.until(() => {
    const isOpen = running.slack.world.views.size > 0;
    const words = isOpen ? wordsOf(ann().modal()) : "";
    return /: up to \$|: free\./.test(words) && words;
  });

test("a form tells the price of the model that the workspace films with", async () => {
  running = await startSlackBot((slack) => ({
    ...socketOf(slack),
    OPENAI_MODELS: "film-1=0.01,film-2=0.12",
  }));
  await told("/rushes settings model film-2");

  await ann().types("/video");

  expect(await priced()).toContain("film-2, 4 s: up to $0.48.");
});
