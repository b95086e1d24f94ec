import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writePlace } from "../../../../src/platforms/discord/refs.ts";
import type { Message, PublishedClip } from "../../../../src/platforms/platform.ts";
import { createClock } from "../../../fakes/clock.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";
import { GENERAL, GUILD } from "../../../fakes/discord/world.ts";

const BYTES = 5_000_000;
const film: PublishedClip = {
  path: fileURLToPath(new URL("../../../fixtures/film-4s.mp4", import.meta.url)),
  fileName: "rushes-1.mp4",
  bytes: BYTES,
  seconds: 4,
  width: 1280,
  height: 720,
  alt: "A fox",
};
const still = { ...film, fileName: "rushes-1.jpg" };
const message: Message = { kind: "clip", tone: "good", text: "Your video is ready." };

const clock = createClock();
let stage: DiscordStage;
let thread: string;
beforeEach(async () => {
  stage = await openDiscordStage({ now: clock.now });
  const place = writePlace({ guild: GUILD, channel: GENERAL, limit: 0 });
  thread = await stage.platform.openThread(place, "a fox", "job");
});
afterEach(() => stage.close());

const limit = () => stage.platform.maxUploadBytes(thread);

async function isRefused(clip: PublishedClip): Promise<void> {
  const token = await stage.platform.prepareUpload(thread, clip);
  const tried = stage.platform.publish(thread, token, clip, message, "job-clip");
  await expect(tried).rejects.toMatchObject({ failure: "too-large" });
}

test.each([40005, 50045])("a size that was refused (%i) is believed for an hour", async (code) => {
  const before = await limit();
  stage.discord.fail("message.create", { kind: "code", code });
  await isRefused(film);

  const meanwhile = await limit();
  clock.advance(61 * 60_000);

  expect(meanwhile).toBeLessThanOrEqual(BYTES / 2);
  expect(await limit()).toBe(before);
});

test("so is one that does not even pass Discord's door", async () => {
  stage.discord.fail("message.create", { kind: "status", status: 413 });

  await isRefused(film);

  expect(await limit()).toBeLessThanOrEqual(BYTES / 2);
});

test("a guild that takes no files for a while says nothing of their size", async () => {
  const before = await limit();
  stage.discord.fail("message.create", { kind: "code", code: 400_001 });

  await isRefused(film);

  expect(await limit()).toBe(before);
});

test("a still that is refused says nothing of videos", async () => {
  const before = await limit();
  stage.discord.fail("message.create", { kind: "code", code: 40005 });

  await isRefused(still);

  expect(await limit()).toBe(before);
});
