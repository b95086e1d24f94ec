import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { start } from "../../src/main.ts";
import { atPlayground } from "../fakes/child-playground.ts";
import { NO_FFPROBE, seenByFfprobe } from "./ffprobe.ts";
import { BETTER, openQuickStudio } from "./quick-studio.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const STILL = new URL("../fixtures/dusk.jpg", import.meta.url);
const DUSK = new File([readFileSync(STILL)], "dusk.jpg");
const CHANNEL = "local:channel";

let studio: Awaited<ReturnType<typeof openQuickStudio>>;
let folder: string;
let bot: Awaited<ReturnType<typeof start>>;
let person: ReturnType<typeof atPlayground>;
/** Every film that came out, and how long it has to be. */
const films: { readonly film: Buffer; readonly seconds: number }[] = [];
beforeAll(async () => {
  studio = await openQuickStudio();
  folder = await mkdtemp(join(tmpdir(), "rushes-playground-"));
  const env = { DATA_DIR: folder, PORT: "0", LOG_LEVEL: process.env["LOG"] ?? "silent" };
  bot = await start(readConfig({ ...env, MAX_JOBS_PER_USER: "20", ...studio.env }));
  person = atPlayground(bot.url);
});
afterAll(async () => {
  await bot.stop();
  await studio.close();
  await rm(folder, { recursive: true, force: true });
});

/** Waits for the film that comes into a thread with these words, until all about it is done. */
async function film({ thread }: { thread: string }, seconds = 3, words = "is ready") {
  const isMeant = ({ clip, text }: { clip?: object | undefined; text: string }) =>
    clip !== undefined && text.includes(words);
  const { messages } = await person.until(thread, (shown) => {
    // A storyboard stays open.
    const isOver = shown.state === "closed" || shown.state === "planning";
    return isOver && shown.messages.some(isMeant);
  });
  const played = await person.play(messages.find(isMeant)?.clip);
  films.push({ film: Buffer.from(await played.arrayBuffer()), seconds });
}
/** What the studio was asked for whose prompt has these words, in order. */
const asked = (words: string) =>
  studio.films().filter(({ prompt }) => String(prompt).includes(words));

describe.concurrent("at the playground", () => {
  test("a video goes from one picture to another", async () => {
    const wish = { prompt: "a fox wakes", model: "veo-3.1-fast", seconds: 4 };

    await film(await person.begin("video", wish, { image: DUSK, last: DUSK }));

    expect(asked("a fox wakes")).toMatchObject([{ endpoint: "first-last-frame-to-video" }]);
  });

  test("a video with references, in a style of one's own, is edited and filmed on", async () => {
    await person.ask("style", { action: "add", name: "ours", words: "flat pastel shapes" });
    const wish = { prompt: "a cat runs", model: "wan-2.7", seconds: 4, style: "ours" };
    const pictures = { reference: DUSK, reference2: DUSK };

    const first = await person.begin("video", wish, pictures);
    await film(first);
    const edit = await person.press(first.thread, "Edit prompt", { prompt: "a cat at night" });
    await film(edit);
    const more = await person.press(edit.thread, "Extend", { prompt: "a cat sleeps" });
    await film(more, 6);
    await person.ask("jobs", { tree: more.job });

    const look = "\n\nStyle: flat pastel shapes.";
    expect(asked("a cat")).toMatchObject([
      { endpoint: "reference-to-video", prompt: `a cat runs${look}` },
      { endpoint: "edit-video", prompt: `a cat at night${look}` },
      { endpoint: "image-to-video", prompt: `a cat sleeps${look}` },
    ]);
    const made = asked("a cat").map(({ video_url: from }) => /film-/.test(String(from)));
    expect(made).toEqual([false, true, true]);
    const { messages } = await person.until(CHANNEL, () => true);
    const family = messages.find(({ text }) => text.startsWith("The family"))?.fields;
    expect(family?.map(({ value }) => value)).toEqual([
      "delivered · a cat runs",
      "remix · delivered · a cat at night",
      "extended · delivered · a cat sleeps",
    ]);
  });

  test("a video is remixed and goes on, also where its model can neither", async () => {
    const wish = { prompt: "a dog runs", model: "seedance-2", seconds: 4, aspect: "1:1" };

    const first = await person.begin("video", wish);
    await film(first);
    const remix = await person.begin("remix", { job: first.job, prompt: "a dog swims" });
    await film(remix);
    await film(await person.begin("extend", { job: remix.job, prompt: "a dog dives" }), 6);

    const [one, other, last] = asked("a dog");
    expect(other).toEqual({ ...one, prompt: "a dog swims" });
    expect(last).toMatchObject({ endpoint: "image-to-video", prompt: "a dog dives" });
  });

  test("the scenes of a storyboard become one film", async () => {
    const wish = { title: "The hen", scenes: "a hen wakes | a hen flies", captions: true };
    const { thread } = await person.begin("storyboard", {
      ...wish,
      model: "seedance-2",
      seconds: 4,
    });

    await person.press(thread, "Add scene", { prompt: "a hen lands" });
    await person.press(thread, "Render the film for");
    await film({ thread }, 9, "Your film is ready.");

    expect(asked("a hen")).toMatchObject([
      { endpoint: "text-to-video", prompt: "a hen wakes" },
      { endpoint: "image-to-video", prompt: "a hen flies" },
      { endpoint: "image-to-video", prompt: "a hen lands" },
    ]);
  });

  test("takes are compared, and the winner is finished", async () => {
    const wish = { prompt: "a {noir, clay} owl", model: "veo-3.1-fast", seconds: 4 };

    const takes = await person.begin("compare", wish);
    await film(takes, 3, "Your takes are ready, side by side.");
    await person.press(takes.thread, "Vote: clay");
    const price = await person.press(takes.thread, "Finish the winner in HD");
    await film(await person.press(price.thread, "Run for"));

    const [, , winner] = asked("owl");
    expect(winner).toMatchObject({ prompt: "a clay owl", resolution: "1080p" });
  });

  test("a draft is finished on a better model, once its price has a yes", async () => {
    const draft = await person.film({ prompt: "a bee", model: "draft", seconds: 4 });
    await film(draft, 4);

    const price = await person.press(draft.thread, "Finish in HD");
    const before = asked("a bee");
    await film(await person.press(price.thread, "Run for"));

    expect([price.state, before]).toEqual(["waiting", []]);
    expect(asked("a bee")).toMatchObject([{ resolution: "1080p" }]);
  });

  test("a character is filmed as it looks, and what the coach suggests as it stands", async () => {
    const kit = { name: "kit", description: "a small red fox", consent: true };

    await person.ask("character", { action: "add", ...kit }, { picture: DUSK });
    await film(await person.film({ prompt: "@kit jumps", model: "kling-o3" }));
    await person.ask("coach", { prompt: "fox" });
    await film(await person.press(CHANNEL, "Film this"));

    expect(asked("kit jumps")).toMatchObject([{ endpoint: "reference-to-video" }]);
    expect(asked(BETTER)).toHaveLength(1);
  });
});

test.skipIf(NO_FFPROBE)(`ffprobe finds nothing wrong with any film${NO_FFPROBE}`, async () => {
  const seen = await Promise.all(films.map(({ film: made }) => seenByFfprobe(made)));

  expect(seen).toHaveLength(14);
  expect(seen.map(({ seconds }) => Math.round(seconds))).toEqual(films.map((one) => one.seconds));
  for (const one of seen) expect(one).toMatchObject({ codecs: ["h264", "aac"], complaints: "" });
});
