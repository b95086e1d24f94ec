import { describe, expect, test, vi } from "vitest";
import { gatherEvidence } from "../fakes/world-evidence.ts";
import type { World } from "../fakes/world.ts";
import { MOST_AT_ONCE, STORY_BOUND, inWorld, momentsOf, shelves, triedOn } from "./crash-points.ts";

vi.setConfig({ testTimeout: STORY_BOUND, maxConcurrency: MOST_AT_ONCE });

const KEY = "one-paper-boat";

async function story(world: World) {
  const { thread } = await world.film(KEY);
  return world.rest(thread);
}

const delivered = {
  creates: 1,
  bills: 1,
  outcomes: ["delivered"],
  cards: 1,
  clips: 1,
  said: 2,
  entries: ["reserve 0.2", "settle 0.2"],
  due: 0,
  drift: [],
};
/** It was never sent: the bot looks for it in vain, says so, and gives the money back. */
const missing = {
  ...delivered,
  creates: 0,
  bills: 0,
  outcomes: ["missing"],
  clips: 0,
  entries: ["release 0.2", "reserve 0.2"],
};

describe.each(shelves)("a bot on $name films once", (shelf) => {
  describe.runIf(shelf.isHere)("whatever the moment of a kill", async () => {
    const moments = await momentsOf(shelf, {}, story);
    const send = moments.indexOf("submit#1:before");
    const unsent = moments.slice(send - 1, send + 1);

    test("the story touches the studio, the thread, the disk and the database", () => {
      const names = moments.map((moment) => moment.replace(/#.*/, ""));

      const studio = ["submit", "poll", "open"];
      const thread = ["openThread", "post", "edit", "prepareUpload", "publish"];
      expect(new Set(names)).toEqual(new Set(["commit", "clip", ...studio, ...thread]));
    });

    test.concurrent.each(triedOn(shelf, moments))("killed at %s", async (moment) => {
      await inWorld(shelf, {}, async (world) => {
        world.killAt(moment);

        const films = await world.play(await story(world));
        const code = await world.stop();

        expect(world.calls()).toContain(moment);
        expect([world.starts(), code]).toEqual([2, 0]);
        const isUnsent = unsent.includes(moment);
        expect(await gatherEvidence(world)).toEqual(isUnsent ? missing : delivered);
        expect(films).toEqual(isUnsent ? [] : [world.studio.clip]);
      });
    });
  });
});
