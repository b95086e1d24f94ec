import { expect, test } from "vitest";
import {
  isUnseen,
  videoAnswered,
} from "../../../../../src/platforms/discord/hear/mentions/answered.ts";

const US = "111";
const clip = { id: "1", filename: "film.mp4", size: 1, url: "https://cdn.discordapp.com/film.mp4" };
const button = { type: 2, custom_id: "v1:again:abc" };
const row = { type: 1, components: [{ type: 2, url: "https://…" }, button] };
const message = {
  id: "2",
  author: { id: US, username: "rushes", bot: true },
  content: "",
  attachments: [clip],
  embeds: [],
  components: [
    { type: 10, content: "Done." },
    { type: 17, components: [row] },
  ],
};
const person = { id: "222", username: "ben" };

test("the buttons under a video of ours tell which one it is", () => {
  expect(videoAnswered(message, US)).toBe("abc");
});

test.each([
  ["nothing", null],
  ["a card without a video", { ...message, attachments: [] }],
  ["somebody else's video", { ...message, author: person }],
  ["a video that says nothing", { ...message, components: [] }],
])("%s is no video of ours", (_what, answered) => {
  expect(videoAnswered(answered, US)).toBeUndefined();
});

test("what a person wrote and Discord shows empty is unseen", () => {
  const hidden = { ...message, author: person, attachments: [], components: [] };

  expect(isUnseen(hidden, US)).toBe(true);
  expect(isUnseen({ ...hidden, content: "look" }, US)).toBe(false);
  expect(isUnseen({ ...hidden, author: message.author }, US)).toBe(false);
  expect(isUnseen(null, US)).toBe(false);
});
