import type { Font } from "./font.ts";

/** What of a text the font can show; nothing when that would be less than half of its letters. */
export function readableText(text: string, font: Font): string {
  const characters = Array.from(text.normalize("NFC").replace(/\s+/gu, " "));
  const isLetter = (character: string) => /[\p{L}\p{N}]/u.test(character);
  const shown = characters.filter(
    (character) => character === " " || (!/\p{C}/u.test(character) && font.has(character)),
  );
  const letters = characters.filter(isLetter).length;
  if (shown.filter(isLetter).length * 2 < letters || letters === 0) return "";
  return shown
    .join("")
    .replace(/ +/gu, " ")
    .replace(/ (?=[,.;:!?])/gu, "")
    .trim();
}

/** Breaks a text into lines no wider than `room` (in font sizes); the last one may end in an ellipsis. */
export function wrapText(text: string, room: number, most: number, font: Font): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((long) => breakWord(long, room, font))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && font.measure(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept.pop() ?? "";
  while (last !== "" && font.measure(`${last}…`) > room) last = last.slice(0, -1);
  return [...kept, `${last.replace(/[\s,.;:]+$/u, "")}…`];
}

/** A word that is wider than a line, such as an address, in pieces that are not. */
function breakWord(word: string, room: number, font: Font): readonly string[] {
  if (font.measure(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && font.measure(piece + character) > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** A text as the inside of an XML element or attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.codePointAt(0) ?? 32};`);
}
