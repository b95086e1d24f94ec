import { afterEach, describe, expect, test } from "vitest";
import type { Body } from "../../../src/platforms/local/messages.ts";
import { createSqlMessages } from "../../../src/platforms/local/sql-messages.ts";
import { testStores } from "../../fakes/stores.ts";
import type { TestStore } from "../../fakes/stores.ts";

const NOON = 1_800_000_000_000;
const body = (text: string): Body => ({
  author: "rushes",
  message: { kind: "text", tone: "neutral", text },
});

describe.each(testStores)("messages on $name", ({ open }) => {
  let opened: TestStore;
  let now = NOON;
  afterEach(() => opened.dispose());

  async function fresh() {
    opened = await open();
    now = NOON;
    return createSqlMessages(opened.store.db, () => now);
  }
  const add = (messages: Awaited<ReturnType<typeof fresh>>, key: string, thread = "local:a") =>
    messages.add({ thread, key, body: body(key) });

  test("one key is one message, however often it is said", async () => {
    const messages = await fresh();

    const said = await Promise.all([add(messages, "one"), add(messages, "one")]);

    expect(said[0]).toEqual(said[1]);
    expect(await messages.inThread("local:a", 10)).toHaveLength(1);
  });

  test("revisions grow, also when the clock is set back", async () => {
    const messages = await fresh();
    await add(messages, "one");
    now -= 60_000;

    await add(messages, "two");
    await messages.edit((await add(messages, "one")).id, () => body("changed"));

    const revisions = (await messages.since(0)).map(({ revision }) => revision);
    expect(revisions).toEqual([NOON + 1, NOON + 2]);
    expect(await messages.revision()).toBe(NOON + 2);
  });

  test("a reader hears of every change since it left, removals included", async () => {
    const messages = await fresh();
    const one = await add(messages, "one");
    const two = await add(messages, "two");
    const seen = await messages.revision();

    await messages.edit(one.id, () => body("changed"));
    await messages.remove(two.id);

    const changes = await messages.since(seen);
    expect(changes.map(({ id, isRemoved }) => ({ id, isRemoved }))).toEqual([
      { id: one.id, isRemoved: false },
      { id: two.id, isRemoved: true },
    ]);
  });

  test("what was taken back is gone once, and stays gone", async () => {
    const messages = await fresh();
    const { id } = await add(messages, "one");

    const first = await messages.remove(id);
    const second = await messages.remove(id);
    await messages.edit(id, () => body("still here?"));

    expect([first?.id, second]).toEqual([id, undefined]);
    expect(await messages.inThread("local:a", 10)).toEqual([]);
  });

  test("a thread shows its newest messages, oldest first", async () => {
    const messages = await fresh();
    for (const key of ["one", "two", "three"]) await add(messages, key);
    await add(messages, "elsewhere", "local:b");

    const shown = await messages.inThread("local:a", 2);

    expect(shown.map((message) => message.body.message.text)).toEqual(["two", "three"]);
  });

  test("a thread keeps its first title", async () => {
    const messages = await fresh();

    await messages.openThread("local:a", "a fox");
    await messages.openThread("local:a", "a bear");

    expect(await messages.title("local:a")).toBe("a fox");
    expect(await messages.title("local:b")).toBeUndefined();
  });
});
