import { expect, test } from "vitest";
import { formatOf } from "../../../src/media/picture/format.ts";

test.each([
  ["\xff\xd8\xff\xe0", "jpeg"],
  ["\x89PNG\r\n\x1a\n", "png"],
  ["RIFF\x10\0\0\0WEBPVP8 ", "webp"],
  ["GIF89a", "gif"],
  ["\0\0\0\x20ftypavif\0\0\0\0mif1miaf", "avif"],
  ["\0\0\0\x20ftypmif1\0\0\0\0mif1avif", "avif"],
])("%j begins a picture: %s", (start, format) => {
  expect(formatOf(Buffer.from(start, "latin1"))).toBe(format);
});

test.each([
  ["", "The picture is empty: it has 0 bytes."],
  ["%PDF-1.7", "This is a PDF, not a picture."],
  ["\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC pictures cannot be read here."],
  ["\0\0\0\x18ftypisom\0\0\0\0isommp42", "This is a video, not a picture."],
  ["<svg xmlns='http://www.w3.org/2000/svg'>", "SVG drawings cannot be read here."],
  ["\xef\xbb\xbf<?xml version='1.0'?><svg>", "SVG drawings cannot be read here."],
  ["<!DOCTYPE html><html>", "This is a web page, not a picture."],
  ["II*\0", "TIFF pictures cannot be read here."],
  ["hello", "This is not a picture."],
])("%j is refused with its name", (start, sentence) => {
  const looking = () => formatOf(Buffer.from(start, "latin1"));

  expect(looking).toThrow(sentence);
});
