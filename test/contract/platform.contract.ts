import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Message, Place, Platform, PublishedClip } from "../../src/platforms/platform.ts";
import { publishedClip } from "../fakes/published-clip.ts";

/** What somebody sees in a thread. */
export interface Seen {
  readonly id: string;
  readonly words: string;
  readonly hasClip: boolean;
  /** The names of the files that hang on it. */
  readonly files: readonly string[];
}

/** A platform that a test can look into. */
export interface Stage {
  readonly platform: Platform;
  /** Somewhere where somebody has just asked for a video. */
  place(): Promise<Place>;
  seen(thread: string): Promise<readonly Seen[]>;
  /** Another process in place of the one that died; it knows what was stored, and no more. */
  restart(): Promise<Platform>;
  close(): Promise<void>;
}

const JOB = "0mi1x8k3aq7c2bd";
const cancel = { action: "cancel", label: "Cancel", job: JOB, look: "danger" } as const;
const again = { action: "again", label: "Again", job: JOB, look: "primary" } as const;
const card: Message = {
  kind: "card",
  tone: "working",
  text: "In line…",
  quote: "a fox",
  buttons: [cancel],
};
const result: Message = {
  kind: "clip",
  tone: "good",
  text: "Your video is ready.",
  buttons: [again],
};

/** What every platform must do. A platform's own test calls this, and adds only what is its own. */
export function platformContract(open: () => Promise<Stage>): void {
  describe("platform contract", () => {
    let stage: Stage;
    let platform: Platform;
    let folder: string;
    let clip: PublishedClip;

    beforeEach(async () => {
      stage = await open();
      ({ platform } = stage);
      folder = await mkdtemp(join(tmpdir(), "rushes-contract-"));
      clip = await publishedClip(folder, JOB);
    });
    afterEach(async () => {
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    });

    const openOne = async () => platform.openThread(await stage.place(), "a fox", JOB);

    test("a thread that is opened again is the same", async () => {
      const place = await stage.place();

      const first = await platform.openThread(place, "a fox", JOB);
      const second = await platform.openThread(place, "a fox", JOB);

      expect(second).toBe(first);
    });

    test("a thread is found by the process that comes after a crash", async () => {
      const place = await stage.place();

      const first = await platform.openThread(place, "a fox", JOB);
      const second = await (await stage.restart()).openThread(place, "a fox", JOB);

      expect(second).toBe(first);
    });

    test("a message that is posted again is there once", async () => {
      const thread = await openOne();

      const first = await platform.post(thread, card, `${JOB}-card`);
      const second = await platform.post(thread, card, `${JOB}-card`);

      expect(second).toBe(first);
      expect(await stage.seen(thread)).toHaveLength(1);
    });

    test("a message is found by the process that comes after a crash", async () => {
      const thread = await openOne();

      const first = await platform.post(thread, card, `${JOB}-card`);
      const second = await (await stage.restart()).post(thread, card, `${JOB}-card`);

      expect(second).toBe(first);
      expect(await stage.seen(thread)).toHaveLength(1);
    });

    test("a message that brings a file is there once, with its words", async () => {
      const thread = await openOne();
      const path = join(folder, "ledger.csv");
      await writeFile(path, "entry,at\r\n");
      const file = { path, fileName: "ledger.csv" };
      const message: Message = { kind: "text", tone: "neutral", text: "The entries.", file };

      const first = await platform.post(thread, message, `${JOB}-csv`);
      const second = await platform.post(thread, message, `${JOB}-csv`);

      expect(second).toBe(first);
      expect(await stage.seen(thread)).toMatchObject([
        { words: expect.stringContaining("The entries."), files: ["ledger.csv"] },
      ]);
    });

    test("an edited card says what is new", async () => {
      const thread = await openOne();
      const message = await platform.post(thread, card, `${JOB}-card`);

      await platform.edit(thread, message, { ...card, tone: "good", text: "Done.", buttons: [] });

      const [seen] = await stage.seen(thread);
      expect(seen?.words).toContain("Done.");
      expect(seen?.words).not.toContain("In line");
    });

    test("a clip is published once, however often that is tried", async () => {
      const thread = await openOne();
      const token = await platform.prepareUpload(thread, clip);

      const first = await platform.publish(thread, token, clip, result, `${JOB}-clip`);
      const second = await platform.publish(thread, token, clip, result, `${JOB}-clip`);

      expect(second).toBe(first);
      expect((await stage.seen(thread)).map(({ hasClip }) => hasClip)).toEqual([true]);
    });

    test("a clip is found by the process that comes after a crash", async () => {
      const thread = await openOne();
      const token = await platform.prepareUpload(thread, clip);

      const first = await platform.publish(thread, token, clip, result, `${JOB}-clip`);
      const next = await stage.restart();
      const second = await next.publish(thread, token, clip, result, `${JOB}-clip`);

      expect(second).toBe(first);
      expect(await stage.seen(thread)).toHaveLength(1);
    });

    test("a card and a clip of the same job are two messages", async () => {
      const thread = await openOne();

      await platform.post(thread, card, `${JOB}-card`);
      const token = await platform.prepareUpload(thread, clip);
      await platform.publish(thread, token, clip, result, `${JOB}-clip`);

      expect((await stage.seen(thread)).map(({ hasClip }) => hasClip)).toEqual([false, true]);
    });

    test("a message that is taken back is gone, and stays so", async () => {
      const thread = await openOne();
      const message = await platform.post(thread, card, `${JOB}-card`);

      await platform.remove(thread, message);
      await platform.remove(thread, message);

      expect(await stage.seen(thread)).toEqual([]);
    });

    test("it takes clips of some megabytes at least", async () => {
      expect(await platform.maxUploadBytes(await openOne())).toBeGreaterThan(5_000_000);
    });
  });
}
