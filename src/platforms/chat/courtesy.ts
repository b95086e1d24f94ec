import { sentence } from "../../said.ts";

/** What people say to each other, and to us, without wanting a film of it. */
const COURTESIES = [
  "thanks",
  "thank you",
  "many thanks",
  "thx",
  "great thanks",
  "hello",
  "hi",
  "hey",
  "good morning",
  "danke",
  "danke dir",
  "danke schön",
  "dankeschön",
  "vielen dank",
  "super danke",
  "hallo",
  "moin",
  "guten morgen",
];

export const COURTEOUS = sentence(
  "Gladly! Say in a few words what happens in the video, and I film it.",
);

/** Whether it is no more than a word of thanks, or a greeting. */
export function isCourtesy(words: string): boolean {
  const letters = words.toLowerCase().replaceAll(/:[\w+-]+:|[^\p{L}\s]/gu, " ");
  return COURTESIES.includes(letters.trim().replaceAll(/\s+/g, " "));
}
