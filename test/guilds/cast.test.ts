import { expect, test } from "vitest";
import { castOf, strangersIn } from "../../src/guilds/cast.ts";
import { nearNames } from "../../src/guilds/near-names.ts";

const mila = { name: "Mila", description: "a small fox" };
const otto = { name: "otto", description: "a robot" };
const known = [mila, otto];

test.each([
  ["@otto meets @MILA and @otto", [otto, mila]],
  ["(@mila), “@otto”!", [mila, otto]],
  ["write to ann@mila.org or a@otto", []],
  ["@milas friend @mila2", []],
  ["no names", []],
])("“%s” names its cast, each once", (prompt, cast) => {
  expect(castOf(prompt, known)).toEqual(cast);
});

test("of two with one name, the first counts", () => {
  const before = { name: "mila", description: "a bear" };

  expect(castOf("@mila", [before, mila])).toEqual([before]);
});

test("names that nobody has are told apart from addresses", () => {
  expect(strangersIn("@mila, @nobody, x@y.org, @ and @1", known)).toEqual(["nobody"]);
});

test.each([
  ["noirr", ["noir"]],
  ["cine", ["cinematic"]],
  ["vintge", ["vintage"]],
  ["xyz", []],
])("near “%s” there is %j", (typed, near) => {
  expect(nearNames(typed, ["noir", "cinematic", "vintage", "anime"])).toEqual(near);
});
