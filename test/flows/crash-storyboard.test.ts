import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { gatherEvidence } from "../fakes/world-evidence.ts";
import type { World } from "../fakes/world.ts";
import { MOST_AT_ONCE, STORY_BOUND, inWorld, shelves, triedOn } from "./crash-points.ts";

vi.setConfig({ testTimeout: STORY_BOUND, maxConcurrency: MOST_AT_ONCE });

const SCENES = ["a fox wakes", "it runs", "it finds the sea"];
const EVERYTHING_BOUND = 120_000;

/** Nobody has to say yes to a price. */
const options = { env: { CONFIRM_ABOVE_USD: "10" } };

/** Three scenes are planned and rendered; the story ends when nothing is in the making any more. */
async function story(world: World) {
  const look = { title: "The fox", scenes: SCENES.join(" | "), model: "film-1" };
  const asked = { command: "storyboard", options: look };
  const { job } = z
    .object({ job: z.string() })
    .parse(await world.send("invocations", asked, "one-board"));
  expect(await world.send("actions", { job, action: "render" }, "one-render")).toHaveProperty(
    "reply",
  );
  const deadline = Date.now() + EVERYTHING_BOUND;
  for (;;) {
    const { url } = await world.alive();
    const metrics = await fetch(`${url}/metrics`).then(
      (answer) => answer.text(),
      () => "",
    );
    if (/rushes_jobs\{state="closed"\} 4/.test(metrics)) return;
    if (Date.now() > deadline) throw new Error(`still ${metrics}\n${world.words()}`);
    await pause(100);
  }
}

const filmed = {
  creates: 3,
  bills: 3,
  // The board, its three scenes and their film.
  outcomes: ["delivered", "delivered", "delivered", "delivered", "planning"],
  clips: 4,
  entries: [...Array(3).fill("reserve 0.2"), ...Array(3).fill("settle 0.2")],
  drift: [],
};

/** Scene 2 is sent and fetched; then scene 3; then the film is put together and posted. */
const moments = [
  "submit#2:after",
  "clip#2:after",
  "clip#3:after",
  "publish#4:before",
  "publish#4:after",
];

describe.each(shelves)("a bot on $name films each scene once", (shelf) => {
  describe.runIf(shelf.isHere)("whatever the moment of a kill", () => {
    test.concurrent.each(triedOn(shelf, moments))("killed at %s", async (moment) => {
      await inWorld(shelf, options, async (world) => {
        world.killAt(moment);

        await story(world);
        await world.stop();

        expect(world.calls()).toContain(moment);
        const { creates, bills, outcomes, clips, entries, drift } = await gatherEvidence(world);
        expect({ creates, bills, outcomes: outcomes.toSorted(), clips, entries, drift }).toEqual(
          filmed,
        );
      });
    });
  });
});
