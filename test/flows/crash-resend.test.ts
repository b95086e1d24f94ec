import { openAsBlob } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { gatherEvidence } from "../fakes/world-evidence.ts";
import { STORY_BOUND, inWorld, shelves } from "./crash-points.ts";

vi.setConfig({ testTimeout: STORY_BOUND });

const DUSK = fileURLToPath(new URL("../fixtures/dusk.jpg", import.meta.url));
const KEY = "one-paper-boat";
const once = { creates: 1, bills: 1, outcomes: ["delivered"], cards: 1, clips: 1, said: 2, due: 0 };

describe.each(shelves)("a bot on $name knows a request that comes again", (shelf) => {
  describe.runIf(shelf.isHere)("after a crash", () => {
    test("whoever asks again, also twice at once and once more at the end, gets the one job", async () => {
      await inWorld(shelf, {}, async (world) => {
        world.killAt("commit#1:after");

        const [first, second] = await Promise.all([world.film(KEY), world.film(KEY)]);
        await world.rest(first.thread);
        const third = await world.film(KEY);
        await world.stop();

        expect([second.job, third.job]).toEqual([first.job, first.job]);
        expect(world.starts()).toBe(2);
        expect(await gatherEvidence(world)).toMatchObject({ ...once, drift: [] });
      });
    });

    test("a picture that is sent again with its prompt films once, and from that picture", async () => {
      await inWorld(shelf, {}, async (world) => {
        world.killAt("commit#1:after");
        const form = new FormData();
        form.set("command", "video");
        form.set("options", JSON.stringify({ prompt: "the sun goes down" }));
        form.set("image", await openAsBlob(DUSK), "dusk.jpg");

        const headers = { "idempotency-key": KEY };
        const response = await world.call("invocations", { method: "POST", headers, body: form });
        const { thread } = (await response.json()) as { thread: string };
        await world.rest(thread);
        await world.stop();

        expect(world.studio.bills.map(({ picture }) => picture?.type)).toEqual(["image/jpeg"]);
        expect(await gatherEvidence(world)).toMatchObject({ ...once, drift: [] });
      });
    });
  });
});
