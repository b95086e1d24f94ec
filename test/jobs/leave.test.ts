import { readdir } from "node:fs/promises";
import { afterEach, expect, test, vi } from "vitest";
import { createForgetOwn } from "../../src/guilds/own.ts";
import { createLeave } from "../../src/jobs/leave.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";

const SECRET = "zeppelin";
let bot: FakeBot;
afterEach(() => bot.dispose());

async function leave() {
  const { store, clips, discardPicture, now } = bot.stepDeps;
  const intake = {
    take: () => Promise.reject(new Error("nothing comes in")),
    discard: discardPicture,
    pathOf: (file: string) => file,
  };
  const forgetOwn = createForgetOwn({ store, intake, now });
  await createLeave({ store, queue: bot.queue, clips, intake, forgetOwn, now })("fake:guild");
  await bot.settle();
  const rows = await store.db.selectFrom("jobs").select("data").execute();
  return { kept: rows.map(({ data }) => data).join("\n"), discarded: bot.discarded };
}

test("a guild that has let us go leaves no words behind, in none of its films", async () => {
  bot = await startFakeBot({ budget: 30 });
  const options = { title: `The ${SECRET}`, seconds: 4, captions: true };
  const scenes = `a ${SECRET} lands | the ${SECRET} burns`;
  const { job } = await bot.type("storyboard", { ...options, scenes });
  await bot.press("render", job?.id ?? "");
  await bot.type("compare", { prompt: `{red, blue} ${SECRET}`, seconds: 4 });
  await bot.soon();

  const { kept, discarded } = await leave();

  expect(kept).not.toContain(SECRET);
  expect(discarded).toEqual([expect.stringContaining("-first.jpg")]);
});

test("a price that waits for a yes is forgotten too", async () => {
  bot = await startFakeBot({ confirmAbove: 1 });
  await bot.type("video", { prompt: `a ${SECRET}`, seconds: 8 });
  await bot.soon();

  const { kept } = await leave();

  expect(kept).not.toContain(SECRET);
});

test("a video that is filmed to its end all the same leaves no words and no files behind", async () => {
  bot = await startFakeBot({ before: [{ status: "running" }, { status: "running" }] });
  vi.spyOn(bot.fake.provider, "cancel").mockResolvedValue({ outcome: "unsupported" });
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };
  const { job } = await bot.type(
    "video",
    { prompt: `a ${SECRET}`, seconds: 4, image: "x" },
    { attachments: { image } },
  );
  await bot.turn();
  await bot.turn();
  const { state } = await bot.job(job?.id ?? "");
  await bot.press("cancel", job?.id ?? "");

  const { kept, discarded } = await leave();

  expect(state).toBe("generating");
  expect(await bot.job(job?.id ?? "")).toMatchObject({ state: "closed", isDeleted: true });
  expect(kept).not.toContain(SECRET);
  expect(discarded).toEqual(["picture.jpg"]);
  expect(await readdir(bot.folder)).toEqual([]);
});

test("its characters and styles are forgotten with it", async () => {
  bot = await startFakeBot();
  const admin = { person: { ...ann, isAdmin: true } };
  await bot.type("style", { action: "add", name: SECRET, words: "lots of smoke" }, admin);
  await bot.type("character", {
    action: "add",
    name: SECRET,
    description: "an airship",
    consent: true,
  });

  await leave();

  const rows = await bot.stepDeps.store.db.selectFrom("kv").select(["key", "value"]).execute();
  expect(rows.filter(({ value }) => value.includes(SECRET))).toEqual([]);
});
