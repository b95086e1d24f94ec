import { describe, expect, test, vi } from "vitest";
import { gatherEvidence } from "../fakes/world-evidence.ts";
import type { World, WorldOptions } from "../fakes/world.ts";
import { MOST_AT_ONCE, STORY_BOUND, inWorld, momentsOf, shelves, triedOn } from "./crash-points.ts";

vi.setConfig({ testTimeout: STORY_BOUND, maxConcurrency: MOST_AT_ONCE });

/** A studio that can be stopped, and would film for ever. */
const endless: WorldOptions = {
  pollsBefore: Infinity,
  typicalSeconds: 120,
  env: { OPENAI_PROFILE: "vllm-omni" },
};

async function story(world: World) {
  const { job, thread } = await world.film("one-paper-boat");
  await world.until(thread, ({ state }) => state === "generating" || state === "unclear");
  await world.cancel(job, "please-stop-it");
  return world.rest(thread);
}

const cancelled = {
  creates: 1,
  bills: 1,
  outcomes: ["cancelled"],
  cards: 1,
  clips: 0,
  said: 2,
  entries: ["release 0.2", "reserve 0.2"],
  due: 0,
  drift: [],
};
/** It was never sent, so there is nothing to stop: it is looked for in vain. */
const missing = { ...cancelled, creates: 0, bills: 0, outcomes: ["missing"] };

describe.each(shelves)("a bot on $name stops a video for good", (shelf) => {
  describe.runIf(shelf.isHere)("whatever the moment of a kill", async () => {
    const moments = await momentsOf(shelf, endless, story);
    const send = moments.indexOf("submit#1:before");
    const unsent = moments.slice(send - 1, send + 1);

    test("the story tells the studio to stop", () => {
      expect(moments).toContain("cancel#1:after");
      expect(moments.filter((moment) => moment.startsWith("poll"))).toEqual([]);
    });

    test.concurrent.each(triedOn(shelf, moments))("killed at %s", async (moment) => {
      await inWorld(shelf, endless, async (world) => {
        world.killAt(moment);

        await story(world);
        const code = await world.stop();

        expect(world.calls()).toContain(moment);
        expect([world.starts(), code]).toEqual([2, 0]);
        const isUnsent = unsent.includes(moment);
        expect(await gatherEvidence(world)).toEqual(isUnsent ? missing : cancelled);
        const deletes = world.studio.calls.filter(({ route }) => route === "delete");
        expect(deletes).toHaveLength(isUnsent ? 0 : 1);
      });
    });
  });
});
