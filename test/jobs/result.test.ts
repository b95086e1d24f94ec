import { expect, test } from "vitest";
import type { Message } from "../../src/platforms/platform.ts";
import { Job } from "../../src/jobs/job.ts";
import { cardOf } from "../../src/jobs/words/card.ts";
import { linkedResultOf, sentResultOf } from "../../src/jobs/words/result.ts";

const clip = { file: "boat.mp4", bytes: 20_000_000, seconds: 4, width: 1280, height: 720 };
const fit = { ...clip, file: "boat-fit.mp4", bytes: 9_000_000 };
const ALONE = { hasFiner: false };
const LOSS = "its signed statement of origin is in the original alone";

const job = Job.parse({
  id: "boat",
  guild: "local:playground",
  person: { id: "ada", name: "Ada" },
  platform: "local",
  place: "general",
  invocation: "one",
  locale: "en",
  provider: "fake",
  request: {
    prompt: "a paper boat",
    model: "film-1",
    mode: "text",
    seconds: 4,
    aspect: "16:9",
    resolution: "720p",
    seed: 1,
    pictures: [],
  },
  quote: 0,
  createdAt: 0,
  state: "requested",
  failures: 0,
});

test("a fit says that it has lost its clip's signed statement of origin", () => {
  const message = sentResultOf(job, { ...clip, isSigned: true }, fit, ALONE);

  expect(message.text).toContain(LOSS);
});

test.each([
  [
    "a clip sent as it is",
    { ...clip, isSigned: true as const },
    { ...clip, isSigned: true as const },
  ],
  ["a fit of a clip without any", clip, fit],
])("%s has lost no statement", (_, original, sent) => {
  const message = sentResultOf(job, original, sent, ALONE);

  expect(message.text).not.toContain(LOSS);
});

test("what was put together of signed clips says where their statements are", () => {
  const joined = { ...clip, hasLostSign: true as const };

  const messages = [
    sentResultOf(job, joined, fit, ALONE),
    linkedResultOf(job, joined, undefined, ALONE),
  ];

  for (const { text } of messages) expect(text).toContain("statements of origin are in its parts");
});

test("nothing goes on from takes side by side", () => {
  const part = { kind: "made" as const, job: "noir", label: "noir" };
  const takes = {
    ...job,
    plan: { kind: "comparison" as const, parts: [part], captions: true, votes: {} },
  };

  const { buttons = [] } = sentResultOf(takes, clip, clip, ALONE);

  expect(buttons.map(({ action }) => action)).toEqual(["again", "original", "delete"]);
});

test("takes are voted for where they are seen, and those of an older bot on their card", () => {
  const part = { kind: "made" as const, job: "noir", label: "noir" };
  const plan = { kind: "comparison" as const, parts: [part], captions: true, votes: {} };
  const outcome = { kind: "delivered", clip, message: "m" };
  const old = Job.parse({ ...job, plan, state: "closed", closedAt: 0, outcome });
  const takes = { ...old, plan: { ...plan, votesBelow: true } };
  const actionsOf = ({ buttons = [] }: Message) => buttons.map(({ action }) => action);

  const below = sentResultOf(takes, clip, clip, ALONE);

  expect(actionsOf(below)).toEqual(["vote", "final", "again", "original", "delete"]);
  expect(actionsOf(cardOf(takes, "Film 1"))).toEqual([]);
  expect(actionsOf(sentResultOf(old, clip, clip, ALONE))).toEqual(["again", "original", "delete"]);
  expect(actionsOf(cardOf(old, "Film 1"))).toEqual(["vote", "final"]);
});

test("what one generation has made of several scenes is a film", () => {
  const shots = [{ prompt: "a boat", seconds: 2 }];
  const film = { ...job, request: { ...job.request, shots } };

  expect(sentResultOf(film, clip, clip, ALONE).text).toMatch(/^Your film is ready/);
});

test("the card of what is put behind a video says how much longer it gets", () => {
  const longer = { ...job, kin: { appendedTo: "before" } };

  expect(cardOf(longer, "Film 1").fields).toContainEqual({ name: "Length", value: "4 s more" });
});
