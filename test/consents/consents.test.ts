import { afterEach, beforeEach, expect, test } from "vitest";
import { createConsents } from "../../src/consents/consents.ts";
import type { Invocation, Person } from "../../src/platforms/platform.ts";
import { GuildSettings } from "../../src/quota/settings.ts";
import { createShelf } from "../../src/store/shelf.ts";
import type { Clock } from "../fakes/clock.ts";
import { createClock } from "../fakes/clock.ts";
import type { TestStore } from "../fakes/stores.ts";
import { openTestSqlite } from "../fakes/stores.ts";

const person = (name: string): Person => ({
  id: `fake:${name}`,
  name,
  isAdmin: false,
  isModerator: false,
  isOperator: false,
});
const HOUR = 3_600_000;
let clock: Clock;
let opened: TestStore;
beforeEach(async () => {
  // Entries expire by the real time of their writing.
  clock = createClock(Date.now());
  opened = await openTestSqlite();
});
afterEach(() => opened.dispose());

async function open(policy?: GuildSettings["animateOthers"]) {
  const { store } = opened;
  const settings = createShelf(store, "guild", GuildSettings, clock.now);
  await settings.set("fake:guild", { animateOthers: policy });
  return createConsents({ store, settings, now: clock.now });
}

/** Somebody animates a picture of somebody, or presses a button that brings it again. */
function invocation(by: string, author: string, more: Partial<Invocation> = {}): Invocation {
  const picked = { author: { id: `fake:${author}`, name: author, isApp: false }, pick: "p1" };
  return {
    id: `fake:${by}-1`,
    platform: "fake",
    guild: "fake:guild",
    person: person(by),
    place: "here",
    ask: { kind: "command", name: "animate", options: { prompt: "it moves", image: "picture" } },
    attachments: {
      image: { name: "dusk.jpg", picked, open: () => Promise.reject(new Error("opened")) },
    },
    locale: "en",
    checkPlace: () => {},
    reply: async () => {},
    ...more,
  };
}

test.each([
  ["ask", "ann", "a yes"],
  ["own", "ann", "a yes"],
  ["off", "ann", "Pictures in messages are not animated here."],
  ["own", "ben", "Here you may animate only pictures of your own."],
] as const)("where the policy is %s, ann and a picture of %s get: %s", async (policy, of, end) => {
  const consents = await open(policy);

  const checked = consents.check(invocation("ann", of)).then(
    (reply) => (reply ? "a question" : "a yes"),
    (error: Error) => error.message,
  );

  expect(await checked).toBe(end);
});

test("an app cannot be asked", async () => {
  const consents = await open();
  const asked = invocation("ann", "robot");
  const { image } = asked.attachments;
  const picked = { ...image!.picked!, author: { id: "fake:robot", name: "robot", isApp: true } };

  const checked = consents.check({ ...asked, attachments: { image: { ...image!, picked } } });

  await expect(checked).rejects.toThrow("robot is an app and cannot be asked.");
});

test("what was asked for is done as it was asked, with the picture set free", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben", { place: "there", locale: "de" }));
  const begun: Invocation[] = [];

  const press = invocation("ben", "ben", { id: "press", place: "elsewhere" });
  await consents.agree(press, "p1", async (asked) => {
    begun.push(asked);
    return { message: { kind: "text", tone: "neutral", text: "On it." } };
  });

  expect(begun).toMatchObject([
    { id: "fake:ann-1", person: { name: "ann" }, place: "there", locale: "de" },
  ]);
  expect(begun[0]?.ask.options).toEqual({ prompt: "it moves", image: "picture" });
  expect(begun[0]?.attachments["image"]?.picked).toBeUndefined();
});

test("a question waits for half a day, and then it is over", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben"));

  clock.advance(13 * HOUR);

  await expect(consents.refuse(invocation("ben", "ben"), "p1", "once")).rejects.toThrow(
    "This question is over.",
  );
});

test("the same author is asked again by the same person after an hour", async () => {
  const consents = await open();
  const again = () => {
    const asked = invocation("ann", "ben");
    const { image } = asked.attachments;
    const picked = { ...image!.picked!, pick: "p2" };
    return consents.check({ ...asked, attachments: { image: { ...image!, picked } } });
  };
  await consents.check(invocation("ann", "ben"));

  await expect(again()).rejects.toThrow("ben has not answered your last question yet.");
  clock.advance(HOUR + 60_000);

  expect(await again()).toMatchObject({ message: { mention: "fake:ben" } });
});

test("a question of another server is nobody's here", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben", { guild: "fake:other" }));

  await expect(consents.refuse(invocation("ben", "ben"), "p1", "once")).rejects.toThrow(
    "This question is over.",
  );
});

test("whoever says always is not asked, and only on that server", async () => {
  const consents = await open();
  await consents.decide(invocation("ben", "ben"), "always");

  expect(await consents.check(invocation("ann", "ben"))).toBeUndefined();
  expect(await consents.check(invocation("ann", "ben", { guild: "fake:other" }))).toMatchObject({
    message: { mention: "fake:ben" },
  });
});

test("a yes comes too late where the server has changed its mind", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben"));
  const stricter = await open("own");

  const agreed = stricter.agree(invocation("ben", "ben"), "p1", () =>
    Promise.reject(new Error("begun")),
  );

  await expect(agreed).rejects.toThrow("Other people's pictures are no longer animated");
});

test("nobody but the author answers, not even who has asked", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben"));
  const begin = () => Promise.reject(new Error("begun"));

  const answers = [
    consents.agree(invocation("ann", "ben"), "p1", begin),
    consents.refuse(invocation("cleo", "ben"), "p1", "never"),
  ];

  await expect(answers[0]).rejects.toThrow("Only ben can answer that.");
  await expect(answers[1]).rejects.toThrow("Only ben can answer that.");
});

test.each(["a yes", "a no"])("%s is for one question, which is over with it", async (answer) => {
  const consents = await open();
  await consents.check(invocation("ann", "ben"));
  const press = invocation("ben", "ben");
  const message = { kind: "text", tone: "neutral", text: "On it." } as const;
  const say = () =>
    answer === "a no"
      ? consents.refuse(press, "p1", "once")
      : consents.agree(press, "p1", async () => ({ message }));

  await say();

  await expect(say()).rejects.toThrow("This question is over.");
  expect(await consents.check(invocation("ann", "ben"))).toMatchObject({
    message: { mention: "fake:ben" },
  });
});

test("whoever says never is not asked again, until they say otherwise", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben"));
  await consents.refuse(invocation("ben", "ben"), "p1", "never");

  const asked = consents.check(invocation("cleo", "ben"));

  await expect(asked).rejects.toThrow("ben does not want their pictures to be animated.");
  await consents.decide(invocation("ben", "ben"), "ask");
  expect(await consents.check(invocation("cleo", "ben"))).toBeDefined();
});

test("a yes sets free the picture that was asked for, and no other", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben"));
  const press = invocation("ben", "ben");
  const { image } = press.attachments;
  const other = { ...image!, picked: { ...image!.picked!, pick: "p2" } };
  const begun: Invocation[] = [];

  await consents.agree({ ...press, attachments: { image: other } }, "p1", async (asked) => {
    begun.push(asked);
    return { message: { kind: "text", tone: "neutral", text: "On it." } };
  });

  expect(begun.map(({ attachments }) => attachments)).toEqual([{}]);
});

test("a failure of ours leaves the question open", async () => {
  const consents = await open();
  await consents.check(invocation("ann", "ben"));
  const broken = () => Promise.reject(new Error("no database"));
  const press = invocation("ben", "ben");

  await expect(consents.agree(press, "p1", broken)).rejects.toThrow("no database");

  await expect(consents.refuse(press, "p1", "once")).resolves.toBeDefined();
});
