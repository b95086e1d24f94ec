import { expect, test } from "vitest";
import { createLog } from "../../../../src/log.ts";
import { createCommandNames } from "../../../../src/platforms/discord/offer/command-names.ts";

const APP = "111111111111111111";
const registered = [
  { id: "21", name: "jobs", type: 1 },
  { id: "22", name: "video", type: 1 },
  { id: "23", name: "Animate this image", type: 3 },
];

function begin(kept = new Map<string, string>(), app = async () => APP) {
  const memory = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  return { kept, names: createCommandNames({ app, memory, log: createLog("silent") }) };
}

test.each([
  ["The video is kept: see /jobs.", "The video is kept: see </jobs:21>."],
  ["/video and (/jobs)", "</video:22> and (</jobs:21>)"],
  ["/nothing, /jobs-like, a/jobs, https:\\//jobs, /jobs/21", undefined],
  ["\\</jobs:99\\> and \\`/constructor\\`", undefined],
])("%s", async (words, named = words) => {
  const { names } = begin();
  await names.learn(registered);

  expect(names.in(words)).toBe(named);
});

test("commands stay plain words until their ids are known", () => {
  expect(begin().names.in("/jobs")).toBe("/jobs");
});

test("another process recalls what one has learned", async () => {
  const { kept, names } = begin();
  await names.learn(registered);
  const other = begin(kept).names;

  await other.recall();

  expect(other.in("/jobs")).toBe("</jobs:21>");
});

test("a memory that cannot be read harms nothing, and is asked again", async () => {
  const tries = ["away", APP];
  const { kept, names } = begin(undefined, async () => {
    const id = tries.shift();
    if (id === "away") throw new Error(id);
    return APP;
  });
  kept.set(`command ids:${APP}`, JSON.stringify({ jobs: "21" }));

  await names.recall();
  await names.recall();

  expect(names.in("/jobs")).toBe("</jobs:21>");
});
