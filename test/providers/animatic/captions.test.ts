import fc from "fast-check";
import { expect, test } from "vitest";
import { openInter } from "../../../src/media/lettering/inter.ts";
import { readableText, wrapText } from "../../../src/media/lettering/lines.ts";
import { badgeSvg, captionSvg } from "../../../src/providers/animatic/film/caption.ts";
import { toOverlay } from "../../../src/providers/animatic/film/overlay.ts";

const font = openInter();

test("what the font cannot draw is left out, and the rest stays in words", () => {
  expect(readableText("A cat 🐱 sleeps 😴.", font)).toBe("A cat sleeps.");
  expect(readableText("Ein Füchslein läuft · Лиса бежит", font)).toBe(
    "Ein Füchslein läuft · Лиса бежит",
  );
});

test.each(["猫が雪の中を歩く", "قطة في المطر", "🐱🐱", "", "   "])(
  "%j gives no caption at all",
  (text) => {
    expect(readableText(text, font)).toBe("");
  },
);

test("no line is ever wider than its room, and there are never too many", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 6, max: 40 }), (text, room) => {
      const lines = wrapText(readableText(text, font), room, 3, font);

      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines) expect(font.measure(line)).toBeLessThanOrEqual(room + 0.001);
    }),
    { numRuns: 200 },
  );
});

test.each([
  [1280, 720],
  [720, 1280],
  [720, 720],
  [1080, 1920],
])("caption and badge lie inside a frame of %i by %i", (width, height) => {
  const text = "https://example.org/a-very-long-address-that-never-ends ".repeat(6);
  const caption = toOverlay(
    captionSvg({ width, height, text, label: "SHOT 1", accent: "#ffd166" }, font),
  );
  const badge = toOverlay(badgeSvg(width, height, font))!;

  expect(caption!.sprite.height).toBeLessThan(height * 0.5);
  expect(badge.left).toBeGreaterThan(0);
  expect(badge.left + badge.sprite.width).toBeLessThan(width);
});
