import { afterEach, expect, test, vi } from "vitest";
import { PlatformError, UserError } from "../../src/errors.ts";
import { dollars } from "../../src/money.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

async function board(scenes: string, more: Record<string, unknown> = {}) {
  const reply = await bot.type("storyboard", { title: "The fox", scenes, seconds: 4, ...more });
  await bot.soon();
  return reply.job?.id ?? "";
}

async function scenesOf(id: string) {
  const job = await bot.job(id);
  if (job.state !== "planning") throw new Error(`the board is ${job.state}`);
  return job.board.scenes;
}

const sceneCards = () =>
  bot.seen
    .cards()
    .filter(({ key, isRemoved }) => key.includes("-s") && !isRemoved)
    .map(({ message }) => [message.text, message.quote]);

test("scenes are planned in a thread, and each has its card with its price", async () => {
  await begin();
  const id = await board("a fox wakes | it runs");

  await bot.press("scene", id, {}, { prompt: "it finds the sea" });
  await bot.press("scene-up", `${id}.3`);
  await bot.press("scene-edit", `${id}.1`, {}, { prompt: "a red fox wakes" });
  await bot.press("scene-remove", `${id}.2`);
  await bot.soon();

  expect(sceneCards()).toEqual([
    ["Scene 1", "a red fox wakes"],
    ["Scene 2", "it finds the sea"],
  ]);
  const buttons = bot.seen.cards().flatMap(({ message }) => message.buttons ?? []);
  expect(buttons.map(({ label }) => label)).toContain("Film it for $2.00");
  expect(await bot.left()).toBe(dollars(10));
});

test("the cards in the thread read in the order of the film, whichever scene moves", async () => {
  await begin();
  const id = await board("a fox wakes | it runs | it sleeps");

  await bot.press("scene-up", `${id}.3`);
  await bot.press("scene-up", `${id}.3`);
  await bot.press("scene-down", `${id}.1`);
  await bot.soon();

  expect(sceneCards()).toEqual([
    ["Scene 1", "it sleeps"],
    ["Scene 2", "it runs"],
    ["Scene 3", "a fox wakes"],
  ]);
});

test("a scene that is taken out after it has moved takes its own card along", async () => {
  await begin();
  const id = await board("a fox wakes | it runs | it sleeps");

  await bot.press("scene-up", `${id}.3`);
  await bot.press("scene-remove", `${id}.3`);
  await bot.press("scene", id, {}, { prompt: "it swims" });
  await bot.soon();

  expect(sceneCards()).toEqual([
    ["Scene 1", "a fox wakes"],
    ["Scene 2", "it runs"],
    ["Scene 3", "it swims"],
  ]);
});

test("scenes that change places before their cards are noted still have one card each", async () => {
  await begin();
  const { job } = await bot.type("storyboard", { title: "The fox", scenes: "it wakes | it runs" });
  const id = job?.id ?? "";
  // The first card is posted, and its scene moves before that is noted.
  const post = bot.seen.platform.post.bind(bot.seen.platform);
  vi.spyOn(bot.seen.platform, "post").mockImplementation(async (thread, message, key) => {
    const posted = await post(thread, message, key);
    if (message.text === "Scene 1" && message.quote === "it wakes") {
      await bot.press("scene-down", `${id}.1`, { id: "one click" });
    }
    return posted;
  });
  await bot.soon();

  expect(sceneCards()).toEqual([
    ["Scene 1", "it runs"],
    ["Scene 2", "it wakes"],
  ]);
});

test("more scenes than a storyboard holds are refused, not dropped", async () => {
  await begin();
  const scenes = Array.from({ length: 13 }, (_, index) => `scene ${index}`).join("|");

  const { message, job } = await bot.type("storyboard", { title: "The fox", scenes });

  expect(message.text).toBe("These are 13 scenes; one storyboard holds 12.");
  expect(job).toBeUndefined();
});

test("a film is its scenes in order, each beginning where the one before ends", async () => {
  await begin();
  const id = await board("a fox wakes | it runs | it finds the sea");

  const reply = await bot.press("render", id);
  await bot.soon();

  const film = await bot.job(reply.job?.id ?? "");
  const takes = film.plan?.parts.map(({ job }) => job) ?? [];
  expect(bot.fake.submitted.map(({ prompt }) => prompt)).toEqual([
    "a fox wakes",
    "it runs",
    "it finds the sea",
  ]);
  expect(bot.fake.submitted[1]?.request.pictures).toMatchObject([
    { file: `${takes[1]}-first.jpg` },
  ]);
  expect(bot.montage.made).toMatchObject([
    { name: film.id, of: takes.map((take) => `${take}.mp4`) },
  ]);
  expect(await bot.left()).toBe(dollars(4));
  expect((await scenesOf(id)).map(({ isFilmed }) => isFilmed)).toEqual([true, true, true]);
});

test("rendering again films only what has changed", async () => {
  await begin({ budget: 20 });
  const id = await board("a fox wakes | it runs | it sleeps");
  await bot.press("render", id);
  await bot.soon();

  await bot.press("scene-edit", `${id}.2`, {}, { prompt: "it swims" });
  await bot.soon();
  const again = await bot.press("render", id);
  await bot.soon();

  expect(bot.fake.submitted.map(({ prompt }) => prompt).slice(3)).toEqual(["it swims"]);
  expect(await bot.job(again.job?.id ?? "")).toMatchObject({ outcome: { kind: "delivered" } });
  expect(await bot.left()).toBe(dollars(12));
});

test("a scene that fails keeps the others, and only it is filmed again", async () => {
  await begin({ refuses: /bites/, budget: 20 });
  const id = await board("a fox wakes | it bites | it sleeps", { cuts: true });
  const failed = await bot.press("render", id);
  await bot.soon();

  await bot.press("scene-edit", `${id}.2`, {}, { prompt: "it yawns" });
  await bot.soon();
  const whole = await bot.press("render", id);
  await bot.soon();

  const first = await bot.job(failed.job?.id ?? "");
  expect(first).toMatchObject({ outcome: { kind: "failed", cost: dollars(4) } });
  expect(bot.seen.cardTexts.join("\n")).toMatch(/Not filmed: Scene 2\..*It cost \$4\.00/);
  expect(await bot.job(whole.job?.id ?? "")).toMatchObject({ outcome: { kind: "delivered" } });
  expect(bot.fake.submitted).toHaveLength(4);
  expect(await bot.left()).toBe(dollars(14));
});

test("two renders at once film every scene once", async () => {
  await begin({ budget: 20 });
  const id = await board("a fox wakes | it runs");

  await Promise.all([bot.press("render", id), bot.press("render", id)]);
  await bot.soon();

  expect(bot.fake.submitted.map(({ prompt }) => prompt).toSorted()).toEqual([
    "a fox wakes",
    "it runs",
  ]);
});

test("one scene is filmed alone, and is not filmed again with the rest", async () => {
  await begin({ budget: 20 });
  const id = await board("a fox wakes | it runs", { cuts: true });

  await bot.press("scene-film", `${id}.2`);
  await bot.soon();
  await bot.press("render", id);
  await bot.soon();

  expect(bot.fake.submitted.map(({ prompt }) => prompt)).toEqual(["it runs", "a fox wakes"]);
});

test("a dear film asks for its price once, for all scenes together", async () => {
  await begin({ confirmAbove: 3 });
  const id = await board("a fox wakes | it runs");

  const asked = await bot.press("render", id);
  const twice = await bot.press("render", id);
  await bot.press("run", asked.job?.id ?? "");
  await bot.soon();

  expect(asked.message.text).toMatch(/\$4\.00/);
  expect(twice.job?.id).toBe(asked.job?.id);
  expect(bot.fake.submitted).toHaveLength(2);
});

test("a model that knows storyboards is given all scenes at once", async () => {
  await begin({ models: [{ ...fakeModel, modes: ["text", "storyboard"] }] });
  const id = await board("a fox wakes | it runs");

  await bot.press("render", id);
  await bot.soon();

  expect(bot.fake.submitted.map(({ request }) => request)).toMatchObject([
    { mode: "storyboard", seconds: 8, shots: [{ prompt: "a fox wakes" }, { prompt: "it runs" }] },
  ]);
});

test("a storyboard ends when nobody has touched it for a month", async () => {
  await begin();
  const id = await board("a fox wakes");

  await bot.settle();

  expect(await bot.job(id)).toMatchObject({ state: "closed", outcome: { kind: "shelved" } });
});

test("a person has only so many storyboards open", async () => {
  await begin();
  for (let opened = 0; opened < 10; opened += 1) await board("a fox wakes");

  const reply = await bot.type("storyboard", { title: "One more" });

  expect(reply.message.text).toMatch(/already have 10 storyboards open/);
  expect(bot.seen.threads.size).toBe(10);
});

test.each(["scene-film", "render"])(
  "where no video can be shown, %s films nothing",
  async (action) => {
    await begin();
    const id = await board("a fox wakes | it runs");
    const checkPlace = () => {
      throw new UserError("I may not show a video here.");
    };

    const name = action === "render" ? id : `${id}.1`;
    const refused = await bot.press(action, name, { checkPlace });

    expect(refused.message.text).toBe("I may not show a video here.");
    expect(await bot.left()).toBe(dollars(10));
  },
);

test("a storyboard whose thread cannot be opened is given up, told, and is no video to be filmed again", async () => {
  await begin();
  bot.seen.platform.openThread = () => Promise.reject(new PlatformError("forbidden", "no threads"));
  const reply = await bot.type("storyboard", { title: "The fox", scenes: "it wakes" });
  const id = reply.job?.id ?? "";
  await bot.settle();

  const again = await bot.press("again", id);

  expect(bot.seen.told).toEqual([
    "A thread for it could not be opened. This storyboard is closed. What was filmed stays.",
  ]);
  expect(again.message.text).toMatch(/^A storyboard is filmed from its card/);
  expect(bot.fake.submitted).toEqual([]);
});
