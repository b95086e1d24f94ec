import { expect, test } from "vitest";
import { unescaped } from "../../../../../src/platforms/discord/hear/mentions/unescape.ts";

const US = "111";
const people = [
  { id: "222", username: "ben", global_name: "Ben" },
  { id: US, username: "rushes" },
];

test.each([
  ["<@111> a fox", "a fox"],
  ["a fox, <@!111>, at night", "a fox, , at night"],
  ["<@111> <@222> dances with <@999>", "Ben dances with"],
  ["<@111> in <#333> for <@&444>", "in for"],
  ["<@111> </video:555> a fox", "/video a fox"],
  ["<@111> a <:fox:666> and an <a:owl:777>", "a fox and an owl"],
  ["<@111> the year is <t:1700000000:R>", "the year is"],
  ["<@111> 3 < 4 and 5 > 4", "3 < 4 and 5 > 4"],
  ["<@111> first line\nsecond line", "first line\nsecond line"],
])("%s is %s", (content, words) => {
  expect(unescaped(content, US, people)).toBe(words);
});
