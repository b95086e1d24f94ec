import { setImmediate as soon } from "node:timers/promises";
import { expect, test } from "vitest";
import { createNewest } from "../../../src/platforms/slack/hear/newest.ts";

/** Work that is noted when it begins, and goes on until it is let go. */
function workbench() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => async () => {
    begun.push(name);
    await new Promise<void>((end) => ends.push(end));
  };
  return { begun, work, end: () => ends.shift()?.() };
}

test("what is overtaken while it waits is left out, and the newest comes last", async () => {
  const { begun, work, end } = workbench();
  const newest = createNewest();

  const first = newest("form", work("1"));
  await newest("form", work("12"));
  await newest("form", work("120"));
  end();
  await soon();
  end();
  await first;

  expect(begun).toEqual(["1", "120"]);
});

test("one name does not wait for another, nor for what has failed before", async () => {
  const { begun, work } = workbench();
  const newest = createNewest();

  await expect(newest("form", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  void newest("form", work("again"));
  void newest("another", work("beside it"));

  expect(begun).toEqual(["again", "beside it"]);
});
