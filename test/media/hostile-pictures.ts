import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A picture of one colour. */
export function flat(width: number, height: number) {
  const create = { width, height, channels: 3 as const, background: { r: 200, g: 30, b: 60 } };
  return sharp({ create, limitInputPixels: false });
}

/** The head of a PNG of any size, with nothing behind it. */
export function pngHead(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8); // depth, RGB, nothing special
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", size),
    pngChunk("IDAT", deflateSync(Buffer.alloc(100))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A small GIF of so many frames, each of one pixel changed. */
export function gifOf(frames: number, width: number, height: number): Buffer {
  const screen = Buffer.from("GIF89a\0\0\0\0\x80\0\0\xff\xff\xff\x20\x40\x80", "latin1");
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  const first = gifFrame(width, height);
  const later = gifFrame(1, 1);
  const rest = Array.from({ length: frames - 1 }, () => later);
  return Buffer.concat([screen, first, ...rest, Buffer.from(";")]);
}

export const SVG_WITH_ENTITY = Buffer.from(
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><text y="20">&x;</text></svg>`,
);

function pngChunk(type: string, body: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + body.length);
  chunk.writeUInt32BE(body.length, 0);
  chunk.write(type, 4, "latin1");
  body.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length);
  return chunk;
}

/** Uncompressed: the table is cleared after every second pixel, so that all codes have 3 bits. */
function gifFrame(width: number, height: number): Buffer {
  const bits: number[] = [];
  const code = (value: number) => bits.push(value & 1, (value >> 1) & 1, (value >> 2) & 1);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    if (pixel % 2 === 0) code(4);
    code(0);
  }
  code(5);
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  for (const [at, bit] of bits.entries())
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (at & 7));
  const head = Buffer.from(",\0\0\0\0\0\0\0\0\0", "latin1");
  head.writeUInt16LE(width, 5);
  head.writeUInt16LE(height, 7);
  const blocks: Buffer[] = [head, Buffer.from([2])];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), block);
  }
  return Buffer.concat([...blocks, Buffer.from([0])]);
}
