import { afterEach, expect, test, vi } from "vitest";
import { PlatformError } from "../../src/errors.ts";
import type { Model } from "../../src/providers/provider.ts";
import { quoteByList } from "../../src/providers/request/quote.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

// What a video is made into is filmed as near as can be, and is no dead end.

const fox = { prompt: "a fox", seconds: 8 };
const veo: Model = {
  ...fakeModel,
  modes: ["text", "image", "extend"],
  seconds: [4, 6, 8],
  modeSeconds: { extend: [7] },
};

let bot: FakeBot;
afterEach(() => bot.dispose());

/** Its provider refuses what its models do not film. */
async function begin(models: readonly Model[], options: BotOptions = {}) {
  bot = await startFakeBot({ models, budget: 90, ...options });
  vi.spyOn(bot.fake.provider, "quote").mockImplementation(async (request) =>
    quoteByList(request, bot.fake.provider.models()),
  );
}

async function done(reply: ReturnType<FakeBot["type"]>): Promise<string> {
  const { job } = await reply;
  await bot.settle();
  return job?.id ?? "";
}

const last = () => bot.fake.submitted.at(-1)?.request;

test("a remix of what its model has filmed on goes on from the same video, in its length", async () => {
  await begin([veo]);
  const first = await done(bot.type("video", fox));
  const extended = await done(bot.type("extend", { job: first, prompt: "it runs" }));

  const remix = await done(bot.press("edit", extended, {}, { prompt: "it flies" }));

  expect(last()).toMatchObject({
    mode: "extend",
    seconds: 7,
    prompt: "it flies",
    source: { job: first },
  });
  expect((await bot.job(remix)).kin).toEqual({
    origin: { job: extended, as: "remix" },
    appendedTo: first,
  });
});

test.each(["again", "edit"])(
  "what a picture has filmed on comes behind the same video once more: %s",
  async (action) => {
    await begin([fakeModel]);
    const first = await done(bot.type("video", fox));
    const extended = await done(bot.type("extend", { job: first, prompt: "it runs" }));

    const more = await done(bot.press(action, extended, {}, { prompt: "it flies" }));

    expect(bot.montage.made.at(-1)?.of).toEqual([`${first}.mp4`, `${more}-new.mp4`]);
  },
);

test("with another picture to begin with, a remix comes behind nothing", async () => {
  await begin([fakeModel]);
  const first = await done(bot.type("video", fox));
  const extended = await done(bot.type("extend", { job: first, prompt: "it runs" }));
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };

  const remix = await bot.press(
    "edit",
    extended,
    { attachments: { image } },
    { prompt: "it flies" },
  );

  expect((await bot.job(remix.job?.id ?? "")).kin.appendedTo).toBeUndefined();
});

test("a length that a model does not film on by itself is filmed from the last picture", async () => {
  await begin([veo]);
  const first = await done(bot.type("video", fox));

  await done(bot.type("extend", { job: first, prompt: "it runs", seconds: 8 }));

  expect(last()).toMatchObject({ mode: "image", seconds: 8, pictures: [{ role: "first" }] });
});

test("a length that nothing films names those that there are", async () => {
  await begin([veo]);
  const first = await done(bot.type("video", fox));

  const { message } = await bot.type("extend", { job: first, seconds: 59 });

  expect(message.text).toBe("film-1 films 4, 6 or 8 seconds, not 59.");
});

test("a clip that is too long to be changed is filmed anew", async () => {
  const modes: Model["modes"] = ["text", "edit"];
  await begin([{ ...fakeModel, modes, modeSeconds: { edit: [20] } }]);
  const first = await done(bot.type("video", { ...fox, seconds: 12 }));

  await done(bot.type("remix", { job: first, prompt: "a wolf" }));

  expect(last()).toMatchObject({ mode: "text", seconds: 12, prompt: "a wolf" });
});

test.each([
  ["again", "a fox", "text"],
  ["edit", "it flies", "text"],
  ["extend", "it flies", "image"],
])("%s of a video whose model is gone says who films it now, and its price", async (...of) => {
  const [action, prompt, mode] = of;
  const models = [{ ...fakeModel, id: "old", seconds: [7] }, fakeModel];
  await begin(models);
  const first = await done(bot.type("video", { prompt: "a fox", seconds: 7, model: "old" }));
  models.shift();

  const reply = await bot.press(action, first, {}, { prompt: "it flies" });
  await bot.press("run", reply.job?.id ?? "");
  await bot.settle();

  expect(reply.job?.state).toBe("waiting");
  expect(reply.message.text).toMatch(/old does not film this here now; film-1 does\.$/);
  expect(last()).toMatchObject({ model: "film-1", seconds: 8, prompt, mode });
});

test("what a model filmed on that is gone goes on from the last picture of the same video", async () => {
  const models = [{ ...veo, id: "old" }, fakeModel];
  await begin(models);
  const first = await done(bot.type("video", { ...fox, model: "old" }));
  const extended = await done(bot.type("extend", { job: first, prompt: "it runs" }));
  models.shift();

  const { job } = await bot.press("again", extended);
  const again = await done(bot.press("run", job?.id ?? ""));

  expect(last()).toMatchObject({ model: "film-1", mode: "image", prompt: "it runs" });
  expect(bot.montage.made.at(-1)?.of).toEqual([`${first}.mp4`, `${again}-new.mp4`]);
});

test("a film whose model is gone is filmed again by another one, after a yes to its price", async () => {
  const models = [{ ...fakeModel, id: "old", seconds: [7] }, fakeModel];
  await begin(models);
  const wish = { title: "The fox", scenes: "a fox wakes | it runs", seconds: 7, model: "old" };
  const { job: board } = await bot.type("storyboard", wish);
  const { job: film } = await bot.press("render", board?.id ?? "");
  await bot.soon();
  models.shift();

  const reply = await bot.press("again", film?.id ?? "");
  await done(bot.press("run", reply.job?.id ?? ""));

  expect(reply.message.text).toMatch(
    /^This costs .*old does not film this here now; film-1 does\.$/,
  );
  expect(bot.fake.submitted.slice(2).map(({ request }) => request)).toMatchObject([
    { model: "film-1", mode: "text", seconds: 8, prompt: "a fox wakes" },
    { model: "film-1", mode: "image", seconds: 8, prompt: "it runs", pictures: [{ width: 640 }] },
  ]);
});

test("a take is called by the model that stands in for its own", async () => {
  const models = [{ ...fakeModel, id: "old" }, { ...fakeModel, id: "new" }, fakeModel];
  await begin(models);
  const wish = { prompt: "a fox", with: "old, film-1", seconds: 4 };
  const compared = await done(bot.type("compare", wish));
  models.shift();

  const { job } = await bot.press("again", compared);

  const parts = (await bot.job(job?.id ?? "")).plan?.parts.map(({ label }) => label);
  expect([job?.state, parts]).toEqual(["waiting", ["new", "film-1"]]);
});

test.each(["edit", "publish"] as const)(
  "a clip that is here goes on by itself while its platform still fails to %s",
  async (call) => {
    await begin([
      { ...fakeModel, modes: ["text", "edit", "extend"], modeSeconds: { edit: [1, 2] } },
    ]);
    vi.spyOn(bot.seen.platform, call).mockRejectedValue(new PlatformError("unavailable", "away"));
    const { job } = await bot.type("video", fox);
    const first = job?.id ?? "";
    await until(async () => /delivering|settling/.test((await bot.job(first)).state));
    await until(async () => (await bot.job(first)).failures > 1);

    const extended = await bot.type("extend", { job: first, prompt: "it runs" });
    const remixed = await bot.type("remix", { job: first, prompt: "at night" });

    const source = { job: first, operation: { id: "op-1" } };
    const made = await Promise.all(
      [extended, remixed].map(async (reply) => (await bot.job(reply.job?.id ?? "")).request),
    );
    expect(made).toMatchObject([
      { mode: "extend", source },
      { mode: "edit", source },
    ]);
  },
);

/** Takes turns until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) if (!(await bot.turn())) throw new Error("it never comes to that");
}

test("an edit whose model is gone is filmed again with the words of what was edited", async () => {
  const modes: Model["modes"] = ["text", "edit"];
  const models = [{ ...fakeModel, id: "old", modes, modeSeconds: { edit: [1, 2] } }, fakeModel];
  await begin(models);
  const first = await done(bot.type("video", { ...fox, model: "old" }));
  const edited = await done(bot.type("remix", { job: first, prompt: "at night" }));
  models.shift();

  const { job } = await bot.press("again", edited);
  await done(bot.press("run", job?.id ?? ""));

  expect(last()).toMatchObject({ model: "film-1", mode: "text", prompt: "a fox\nat night" });
});
