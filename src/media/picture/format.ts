import { UserError } from "../../errors.ts";
import { said } from "../../said.ts";
import type { Said } from "../../said.ts";

/** The pictures that are read. Everything else is refused by its first bytes, whatever its name. */
export type PictureFormat = "jpeg" | "png" | "webp" | "avif" | "gif";

const WANTED = said("Send a JPEG, PNG, WebP, AVIF or GIF.");

/** Tells a picture by its first bytes. Throws `UserError` that says what it is instead. */
export function formatOf(bytes: Buffer): PictureFormat {
  if (bytes.length === 0) throw new UserError("The picture is empty: it has 0 bytes.");
  const text = bytes.toString("latin1", 0, 512);
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^RIFF....WEBP/s.test(text)) return "webp";
  if (/^GIF8[79]a/.test(text)) return "gif";
  if (/^....ftyp/s.test(text)) return isoPicture(bytes);
  throw unwanted(nameOf(text));
}

/** AVIF, HEIC and MP4 begin alike; the brands behind the first word tell them apart. */
function isoPicture(bytes: Buffer): "avif" {
  const brands = bytes.toString("latin1", 8, Math.min(bytes.readUInt32BE(0), 128));
  if (/avi[fs]/.test(brands)) return "avif";
  if (/hei[cxmsfv]|hev[cx]|mif1|msf1/.test(brands))
    throw new UserError("HEIC pictures cannot be read here. Save it as a JPEG and send that.");
  throw unwanted(said("This is a video, not a picture."));
}

function unwanted(what: Said): UserError {
  return new UserError("{{what}} {{wanted}}", { what, wanted: WANTED });
}

function nameOf(start: string): Said {
  if (start.startsWith("%PDF")) return said("This is a PDF, not a picture.");
  if (/^(?:II\*\0|MM\0\*)/.test(start)) return said("TIFF pictures cannot be read here.");
  if (start.startsWith("BM")) return said("BMP pictures cannot be read here.");
  if (/^\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype svg|!--|svg)/i.test(start))
    return said("SVG drawings cannot be read here.");
  if (/^\s*<(?:!doctype html|html)/i.test(start)) return said("This is a web page, not a picture.");
  return said("This is not a picture.");
}
