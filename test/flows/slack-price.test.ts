import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import { ANN } from "../fakes/slack/slack.ts";
import type { SlackBot } from "./slack-bot.ts";
import { socketOf, startSlackBot } from "./slack-bot.ts";

vi.setConfig({ testTimeout: 60_000 });

const DUSK = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url)),
};
const containing = (words: string): unknown => expect.stringContaining(`${words}.`);

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

/** What the latest form says, once it tells a price. */
async function pricedAfter(open: () => Promise<unknown>): Promise<string> {
  const { views } = running.slack.world;
  const { size } = views;
  await open();
  return running.slack.until(() => {
    const words = views.size > size && wordsOf([...views.values()].at(-1));
    return words && /: up to \$|: free\./.test(words) && words;
  });
}

test("a form tells the price of the model that the workspace films with", async () => {
  running = await startSlackBot((slack) => ({
    ...socketOf(slack),
    OPENAI_MODELS: "film-1=0.01,film-2=0.12",
  }));
  await told("/rushes settings model film-2");

  const words = await pricedAfter(() => ann().types("/video"));

  expect(words).toContain("film-2, 4 s: up to $0.48.");
});

test("every form that spends tells its price before it is sent off", async () => {
  running = await startSlackBot();
  await ann().types("/video a boat");
  const card = await running.slack.until(() =>
    running.slack.everyMessage().find((message) => labelsOf(message).includes("Again")),
  );
  const picture = await ann().uploads(DUSK);

  const forms = [
    await pricedAfter(() => ann().types("/animate")),
    await pricedAfter(() => ann().usesShortcut("animate", picture)),
    await pricedAfter(() => ann().types("/rushes compare")),
    await pricedAfter(() => ann().clicks(card, "Edit prompt")),
    await pricedAfter(() => ann().clicks(card, "Extend")),
  ];

  const price = "film-1, 4 s: up to $0.40";
  expect(forms).toEqual([price, price, `${price} for each take`, price, price].map(containing));
});
