import { expect, test } from "vitest";
import { cut, plain, quoted } from "../../../../src/platforms/discord/show/escape.ts";

test.each([
  ["# big", String.raw`\# big`],
  ["- one\n+ two\n1. three", "\\- one\n\\+ two\n\\1. three"],
  ["`code` ~~no~~ ||spoiler||", String.raw`\`code\` \~\~no\~\~ \|\|spoiler\|\|`],
  ["<t:0:R> </video:1> <#1>", String.raw`\<t:0:R\> \</video:1\> \<\#1\>`],
])("people's words stay words: %s", (words, escaped) => {
  expect(plain(words)).toBe(escaped);
});

test("every line of a quotation is one", () => {
  expect(quoted("one\n\ntwo", 100)).toBe("> one\n> \n> two");
});

test("what is cut ends in no half of a letter or an escape", () => {
  expect(cut("ab\\*cd", 5)).toBe("ab\\*…");
  expect(cut("ab\\*cd", 4)).toBe("ab…");
  expect(cut("ab😀cd", 4)).toBe("ab…");
});
