import { expect, test } from "vitest";
import { createSeal } from "../src/seal.ts";

const seal = createSeal("a".repeat(32), "tokens");

test("what was sealed can be read again, and does not show", () => {
  const sealed = seal.encrypt("xoxb-ünïcode");

  expect(seal.decrypt(sealed)).toBe("xoxb-ünïcode");
  expect(sealed).not.toContain("xoxb");
});

test("the same text is sealed differently each time", () => {
  expect(seal.encrypt("a")).not.toBe(seal.encrypt("a"));
});

test.each([
  ["another secret", createSeal("b".repeat(32), "tokens")],
  ["another purpose", createSeal("a".repeat(32), "settings")],
])("%s cannot read it", (_what, other) => {
  const sealed = seal.encrypt("a secret");

  expect(() => other.decrypt(sealed)).toThrow(/authenticate/);
});

test("what was changed or never sealed is refused", () => {
  const sealed = seal.encrypt("a secret");
  const changed = sealed.slice(0, -6) + (sealed.endsWith("AAAA") ? "BBBBBB" : "AAAAAA");

  expect(() => seal.decrypt(changed)).toThrow(/authenticate/);
  expect(() => seal.decrypt("a secret")).toThrow(/never sealed/);
});
