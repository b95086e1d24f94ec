import { afterEach, expect, test, vi } from "vitest";
import { dollars } from "../../src/money.ts";
import type { Model } from "../../src/providers/provider.ts";
import { quoteByList } from "../../src/providers/request/quote.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

// Films that one generation makes of all their scenes: they are paid as a whole, and only once.

const kling: Model = { ...fakeModel, modes: ["text", "image", "storyboard"] };

let bot: FakeBot;
afterEach(() => bot.dispose());

async function begin(model: Model = kling, confirmAbove?: number) {
  bot = await startFakeBot({ models: [model], budget: 90, confirmAbove });
  vi.spyOn(bot.fake.provider, "quote").mockImplementation(async (request) =>
    quoteByList(request, bot.fake.provider.models()),
  );
}

async function board(scenes = "a fox wakes | it runs", more = {}): Promise<string> {
  return done(bot.type("storyboard", { title: "The fox", scenes, seconds: 4, ...more }));
}

async function done(reply: ReturnType<FakeBot["type"]>): Promise<string> {
  const { job } = await reply;
  await bot.soon();
  return job?.id ?? "";
}

const modes = () => bot.fake.submitted.map(({ request }) => request.mode);
const labels = () =>
  bot.seen.cards().flatMap(({ message }) => (message.buttons ?? []).map(({ label }) => label));
const sceneCards = () =>
  bot.seen
    .cards()
    .filter(({ key }) => key.includes("-s"))
    .map(({ message }) => message.text);

test("scenes whose sum a model does not film at once are filmed one by one", async () => {
  await begin({ ...kling, modeSeconds: { storyboard: [10, 15, 25] } });

  const film = await done(bot.press("render", await board()));

  expect(modes()).toEqual(["text", "image"]);
  expect(await bot.job(film)).toMatchObject({ outcome: { kind: "delivered" } });
});

test("scenes whose sum only one generation films are filmed by it", async () => {
  await begin({ ...kling, seconds: [4], modeSeconds: { storyboard: [8] } });

  await done(bot.press("render", await board()));

  expect(modes()).toEqual(["storyboard"]);
});

test("words in the picture are kept: such scenes are filmed one by one", async () => {
  await begin();

  await done(bot.press("render", await board("a fox wakes | it runs", { captions: true })));

  expect(modes()).toEqual(["text", "image"]);
  expect(bot.montage.made.at(-1)?.labels).toEqual(["a fox wakes", "it runs"]);
});

test("rendered again as it was planned, a film is neither filmed nor paid twice", async () => {
  await begin();
  const id = await board();
  const film = await done(bot.press("render", id));

  const reply = await bot.press("render", id);
  await bot.soon();

  expect(reply).toMatchObject({
    job: { id: film },
    message: { text: "This film is made, and nothing has changed since." },
  });
  expect(modes()).toEqual(["storyboard"]);
  expect(await bot.left()).toBe(dollars(86));
});

test("its scenes are filmed, and say that they are filmed anew together, for how much", async () => {
  await begin();
  const id = await board();

  await done(bot.press("render", id));

  expect(sceneCards()).toEqual(["Scene 1: filmed", "Scene 2: filmed"]);
  expect(labels().filter((label) => /^Film|^Render/.test(label))).toEqual([
    "Render the film",
    "Film all anew for $4.00",
    "Film all anew for $4.00",
  ]);
});

test("one of its scenes filmed again films all of them anew, after a yes to the price", async () => {
  await begin();
  const id = await board();
  await done(bot.press("render", id));

  const asked = await bot.press("scene-film", `${id}.1`);
  const twice = await bot.press("scene-film", `${id}.2`);
  const before = bot.fake.submitted.length;
  await bot.press("run", asked.job?.id ?? "");
  await bot.soon();

  const [first, second] = bot.fake.submitted.map(({ request }) => request);
  expect(asked.message.text).toMatch(/^This costs up to \$4\.00/);
  expect([twice.job?.id, before]).toEqual([asked.job?.id, 1]);
  expect(second).toEqual({ ...first, seed: second?.seed });
  expect(second?.seed).not.toBe(first?.seed);
  expect(await bot.left()).toBe(dollars(82));
});

test("a film whose retake nobody paid for stays, and is not paid again", async () => {
  await begin();
  const id = await board();
  const film = await done(bot.press("render", id));
  const { job } = await bot.press("scene-film", `${id}.1`);
  await done(bot.press("cancel", job?.id ?? ""));

  const reply = await bot.press("render", id);

  expect(reply.job?.id).toBe(film);
  expect(await bot.left()).toBe(dollars(86));
});

test("a scene that was changed and changed back is as it was filmed", async () => {
  await begin();
  const id = await board();
  const film = await done(bot.press("render", id));

  const { message } = await bot.press("scene-edit", `${id}.2`, {}, { prompt: "it swims" });
  await bot.soon();
  const changed = labels();
  await done(bot.press("scene-edit", `${id}.2`, {}, { prompt: "it runs" }));
  const reply = await bot.press("render", id);

  expect(message.text).toBe("Changed. The next render films all scenes anew.");
  expect(changed).toContain("Render the film for $4.00");
  expect(reply.job?.id).toBe(film);
});

test("a film that was deleted is filmed again", async () => {
  await begin();
  const id = await board();
  const film = await done(bot.press("render", id));
  await done(bot.press("delete", film));

  await done(bot.press("render", id));

  expect(modes()).toEqual(["storyboard", "storyboard"]);
});

test("a scene that failed alone does not keep the whole from being filmed, nor from its yes", async () => {
  await begin(kling, 3);
  const id = await board();
  const take = await bot.press("scene-film", `${id}.1`);
  await done(bot.press("cancel", take.job?.id ?? ""));

  await done(bot.press("run", await done(bot.press("render", id))));

  expect(modes()).toEqual(["storyboard"]);
  expect(sceneCards()).toEqual(["Scene 1: filmed", "Scene 2: filmed"]);
});

test("a scene that was never filmed is changed, and nothing is said of filming it anew", async () => {
  await begin();
  const id = await board();

  const { message } = await bot.press("scene-edit", `${id}.1`, {}, { prompt: "a cat" });

  expect(message.text).toBe("Changed.");
});

test("the prompt of such a film is its scenes, one on each line, and stays a film when it is edited", async () => {
  await begin();
  const id = await board("a fox wakes");
  await done(bot.press("scene", id, {}, { prompt: "it\nruns" }));
  const film = await done(bot.press("render", id));
  const { prompt } = (await bot.job(film)).request;

  const edited = await bot.press("edit", film, {}, { prompt: prompt.replace("runs", "swims") });
  await bot.soon();

  const [first, second] = bot.fake.submitted.map(({ request }) => request);
  expect(prompt).toBe("a fox wakes\nit runs");
  expect(second).toEqual({
    ...first,
    prompt: "a fox wakes\nit swims",
    shots: ["a fox wakes", "it swims"].map((words) => ({ prompt: words, seconds: 4 })),
  });
  expect((await bot.job(edited.job?.id ?? "")).kin.origin).toEqual({ job: film, as: "remix" });
});

test("typed in one line, its scenes are parted as a storyboard's are", async () => {
  await begin();
  const film = await done(bot.press("render", await board()));

  const odd = await bot.type("remix", { job: film, prompt: "a cat" });
  await done(bot.type("remix", { job: film, prompt: "a cat wakes | it runs" }));

  expect(odd.message.text).toBe(
    "This film has 2 scenes: write each of them on a line of its own, or part them by |.",
  );
  expect(bot.fake.submitted[1]?.request.shots).toMatchObject([
    { prompt: "a cat wakes" },
    { prompt: "it runs" },
  ]);
});

test("words that only ask for a change are said to each of its scenes", async () => {
  await begin();
  const film = await done(bot.press("render", await board()));

  await done(bot.type("remix", { job: film, prompt: "at night" }));

  expect(bot.fake.submitted[1]?.request).toMatchObject({
    prompt: "a fox wakes at night\nit runs at night",
    shots: [{ prompt: "a fox wakes\nat night" }, { prompt: "it runs\nat night" }],
  });
});

test("another picture begins its first scene, and the scenes are filmed one by one", async () => {
  await begin();
  const film = await done(bot.press("render", await board()));
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };

  const changes = { prompt: "a cat wakes\nit runs" };
  await done(bot.press("edit", film, { attachments: { image } }, changes));

  expect(bot.fake.submitted.slice(1).map(({ request }) => request)).toMatchObject([
    { mode: "image", prompt: "a cat wakes", pictures: [{ file: "picture.jpg" }] },
    { mode: "image", prompt: "it runs" },
  ]);
});

test.each(["again", "edit"])(
  "where its model is gone, it stays a film of its scenes: %s",
  async (action) => {
    const models = [{ ...kling, id: "old" }, fakeModel];
    bot = await startFakeBot({ models, budget: 90 });
    const film = await done(
      bot.press("render", await board("a fox wakes | it runs", { model: "old" })),
    );
    models.shift();

    const asked = await bot.press(action, film, {}, { prompt: "a fox wakes\nit runs" });
    await done(bot.press("run", asked.job?.id ?? ""));

    expect(asked.message.text).toMatch(
      /^This costs .*old does not film this here now; film-1 does\.$/,
    );
    expect(bot.fake.submitted.slice(1).map(({ request }) => request)).toMatchObject([
      { model: "film-1", prompt: "a fox wakes" },
      { model: "film-1", prompt: "it runs", mode: "image" },
    ]);
  },
);
