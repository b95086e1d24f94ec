import { readFileSync } from "node:fs";
import { UserError } from "../errors.ts";
import type { Judge } from "./moderation.ts";

/** Letters that are there and cannot be seen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/**
 * Reads a file of words and phrases that are not filmed: one a line, `#` begins a comment. They
 * count as whole words, in any case, with or without accents. Throws `UserError` without the file.
 */
export function readBlocklist(path: string): Judge {
  const phrases = textOf(path)
    .split("\n")
    .map((line) => plain(line.replace(/#.*$/u, "")))
    .filter((line) => line !== "");
  return async (text) => {
    const words = ` ${plain(text)} `;
    return phrases.every((phrase) => !words.includes(` ${phrase} `));
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UserError(
      "MODERATION_BLOCKLIST cannot be read: {{path}}. Let it name a file of words, or leave it out.",
      { path },
      { cause: error },
    );
  }
}

/** Bare words with one blank between them. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(INVISIBLE, "")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
