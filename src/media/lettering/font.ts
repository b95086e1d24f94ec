import { readFileSync } from "node:fs";

/** Which characters a font can draw, and how wide they are. */
export interface Font {
  has(character: string): boolean;
  /** The width of a text of font size 1. */
  measure(text: string): number;
}

/** Reads the two tables of a TrueType font that tell: `cmap` (format 4) and `hmtx`. */
export function openFont(path: string | URL): Font {
  const file = readFileSync(path);
  const tables = new Map(
    Array.from({ length: file.readUInt16BE(4) }, (_, index) => {
      const at = 12 + index * 16;
      return [file.toString("latin1", at, at + 4), file.readUInt32BE(at + 8)] as const;
    }),
  );
  const table = (name: string) => {
    const at = tables.get(name);
    if (at === undefined) throw new Error(`the font has no table ${name}`);
    return at;
  };
  const glyphs = readGlyphs(file, table("cmap"));
  const unitsPerEm = file.readUInt16BE(table("head") + 18);
  const widths = file.readUInt16BE(table("hhea") + 34);
  const metrics = table("hmtx");

  function widthOf(character: string): number {
    const glyph = glyphs.get(character.codePointAt(0) ?? 0) ?? 0;
    return file.readUInt16BE(metrics + Math.min(glyph, widths - 1) * 4) / unitsPerEm;
  }

  return {
    has: (character) => (glyphs.get(character.codePointAt(0) ?? 0) ?? 0) > 0,
    measure: (text) => Array.from(text).reduce((sum, character) => sum + widthOf(character), 0),
  };
}

function readGlyphs(file: Buffer, cmap: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const subtables = Array.from(
    { length: file.readUInt16BE(cmap + 2) },
    (_, index) => cmap + file.readUInt32BE(cmap + 8 + index * 8),
  );
  const at = subtables.find((start) => file.readUInt16BE(start) === 4);
  if (at === undefined) throw new Error("the font has no character map of format 4");
  const doubled = file.readUInt16BE(at + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const end = file.readUInt16BE(at + 14 + segment);
    const start = file.readUInt16BE(at + 16 + doubled + segment);
    const delta = file.readUInt16BE(at + 16 + doubled * 2 + segment);
    const offsetAt = at + 16 + doubled * 3 + segment;
    const offset = file.readUInt16BE(offsetAt);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph = offset === 0 ? code : file.readUInt16BE(offsetAt + offset + (code - start) * 2);
      if (glyph > 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}
