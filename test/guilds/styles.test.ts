import { expect, test } from "vitest";
import { createStyles } from "../../src/guilds/styles.ts";
import type { GuildStyles } from "../../src/guilds/styles.ts";
import { STYLES } from "../../src/providers/styles.ts";
import { createMemoryShelf } from "../fakes/memory-shelf.ts";

const stylesHere = () => createStyles(createMemoryShelf<GuildStyles>());

test("a preset is found by its name in any case, and has words for models", async () => {
  const styles = stylesHere();

  expect(await styles.find("a", " Noir ")).toMatchObject({ name: "noir" });
  expect(STYLES.every(({ words, description }) => words.length > 20 && description !== "")).toBe(
    true,
  );
});

test.each([
  ["noire", "There is no style “noire”. Did you mean noir?"],
  ["cinema", "There is no style “cinema”. Did you mean cinematic?"],
  ["amime", "There is no style “amime”. Did you mean anime?"],
])("an unknown style is answered with names near it: %s", async (typed, sentence) => {
  await expect(stylesHere().find("a", typed)).rejects.toThrow(sentence);
});

test("a style that is near to nothing is answered with all of them", async () => {
  await expect(stylesHere().find("a", "xylophone")).rejects.toThrow(
    /There are cinematic, realistic/,
  );
});

test("a guild's own style is its own, and comes first", async () => {
  const styles = stylesHere();

  await styles.add("a", "House-Look", "flat pastel shapes");

  expect((await styles.all("a"))[0]).toMatchObject({ name: "house-look" });
  expect(await styles.find("a", "house-look")).toMatchObject({ words: "flat pastel shapes" });
  await expect(styles.find("b", "house-look")).rejects.toThrow(/There is no style/);
});

test("a removed style is gone, and only a guild's own can be removed", async () => {
  const styles = stylesHere();
  await styles.add("a", "house-look", "flat pastel shapes");

  await styles.remove("a", "house-look");

  expect(await styles.own("a")).toEqual([]);
  await expect(styles.remove("a", "noir")).rejects.toThrow(
    /Nobody here has added a style called “noir”/,
  );
});

test.each([
  ["two words", "flat shapes", /one word of 2 to 30/],
  ["@everyone", "flat shapes", /one word of 2 to 30/],
  ["noir", "flat shapes", /There is a style “noir” already/],
  ["ours", "x", /3 to 300 characters/],
  ["ours", "x".repeat(301), /3 to 300 characters/],
])("a style that cannot be is refused: %s, %s", async (name, words, sentence) => {
  await expect(stylesHere().add("a", name, words)).rejects.toThrow(sentence);
});

test("a guild has at most 25 styles of its own", async () => {
  const styles = stylesHere();
  for (let count = 1; count <= 25; count += 1)
    await styles.add("a", `look-${count}`, "flat shapes");

  await expect(styles.add("a", "one-more", "flat shapes")).rejects.toThrow(/remove one first/);
});
