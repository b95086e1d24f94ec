import { afterEach, beforeEach, expect, test } from "vitest";
import { createOriginals } from "../../src/jobs/originals.ts";
import { createSigner } from "../../src/secret.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const WEEK = 7 * 24 * 3_600_000;

let bot: FakeBot;
beforeEach(async () => {
  bot = await startFakeBot();
});
afterEach(() => bot.dispose());

function originalsOf({ opened, clips, clock }: FakeBot, publicUrl?: string) {
  const signer = createSigner("s".repeat(32));
  return createOriginals({ store: opened.store, clips, signer, publicUrl, now: clock.now });
}

/** A finished video, and the last part of the link to it. */
async function linked() {
  const { job } = await bot.type("video", { prompt: "a cat", seconds: 4 });
  await bot.settle();
  const id = job?.id ?? "";
  const originals = originalsOf(bot, "https://rushes.example/bot/");
  const link = originals.url(id) ?? "";
  return { id, originals, link, signed: link.split("/").at(-1) ?? "" };
}

test("a link leads to its clip for a week, and then no more", async () => {
  const { id, originals, link, signed } = await linked();

  const atOnce = await originals.find(signed);
  bot.clock.advance(WEEK);
  const atLast = await originals.find(signed);
  bot.clock.advance(1);
  const tooLate = await originals.find(signed);

  expect(link).toMatch(/^https:\/\/rushes\.example\/bot\/clips\/[\w.-]+$/);
  expect(atOnce?.name).toBe(`rushes-${id}.mp4`);
  expect(atLast).toEqual(atOnce);
  expect(tooLate).toBeUndefined();
});

test("a link that was altered leads nowhere", async () => {
  const { originals, signed } = await linked();
  const other = await linked();
  const [job = "", expires = "", signature = ""] = signed.split(".");
  const later = (Number.parseInt(expires, 36) + WEEK).toString(36);

  const altered = [
    `${other.id}.${expires}.${signature}`,
    `${job}.${later}.${signature}`,
    `${job}.${expires}.`,
    `${job}.${expires}`,
    job,
    "",
    "...",
  ];
  const found = await Promise.all(altered.map((link) => originals.find(link)));

  expect(found.filter((clip) => clip !== undefined)).toEqual([]);
});

test("a link to a video that was deleted leads nowhere", async () => {
  const { id, originals, signed } = await linked();

  await bot.press("delete", id);

  expect(await originals.find(signed)).toBeUndefined();
});

test("where the world cannot reach us there is no link", async () => {
  expect(originalsOf(bot).url("job1")).toBeUndefined();
});
