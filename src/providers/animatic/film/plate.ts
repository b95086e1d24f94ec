import { after, TO_YUV } from "./looks.ts";
import type { Look } from "./looks.ts";
import type { Picture } from "./picture.ts";
import type { Raster } from "./raster.ts";

/** The still picture that the camera looks at, larger than the frame, with a guess of its depth. */
export interface Plate extends Picture {
  readonly nearness: Nearness;
}

/** How near each part of a plate is: 0 far, 255 near. Blurred, so that a moving camera never tears it. */
export interface Nearness {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** Turns opaque pixels into a graded plate. Width and height are even. */
export function toPlate({ width, height, pixels }: Raster, nearness: Nearness, look: Look): Plate {
  const [luma, blue, red] = after(look.colours, TO_YUV);
  const curve = toneCurve(look.tones);
  const y = new Uint8Array(width * height);
  const u = new Uint8Array((width * height) / 4);
  const v = new Uint8Array((width * height) / 4);
  for (let at = 0, from = 0; at < y.length; at++, from += 4) {
    const value =
      luma[0] * (pixels[from] ?? 0) +
      luma[1] * (pixels[from + 1] ?? 0) +
      luma[2] * (pixels[from + 2] ?? 0) +
      luma[3];
    y[at] = curve[value < 0 ? 0 : value > 255 ? 255 : value | 0] ?? 16;
  }
  const stride = width * 4;
  for (let row = 0, at = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2, at++) {
      const from = row * stride + column * 4;
      const r = average(pixels, from, stride);
      const g = average(pixels, from + 1, stride);
      const b = average(pixels, from + 2, stride);
      u[at] = chroma(blue[0] * r + blue[1] * g + blue[2] * b + blue[3]);
      v[at] = chroma(red[0] * r + red[1] * g + red[2] * b + red[3]);
    }
  }
  return { width, height, y, u, v, nearness };
}

function average(pixels: Uint8Array, at: number, stride: number): number {
  return (
    ((pixels[at] ?? 0) +
      (pixels[at + 4] ?? 0) +
      (pixels[at + stride] ?? 0) +
      (pixels[at + stride + 4] ?? 0)) /
    4
  );
}

function chroma(value: number): number {
  return value < 16 ? 16 : value > 240 ? 240 : value + 0.5;
}

/** Luma in limited range, in as many steps as wanted. */
export function toneCurve(tones?: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => {
    const limited = Math.min(235, Math.max(16, value));
    if (tones === undefined) return limited;
    const step = 219 / (tones - 1);
    return Math.round(16 + Math.round((limited - 16) / step) * step);
  });
}

/** A painting in grey as nearness, softened over `radius` pixels. */
export function toNearness({ width, height, pixels }: Raster, radius: number): Nearness {
  const grey = Uint8Array.from({ length: width * height }, (_, at) => pixels[at * 4] ?? 0);
  boxBlur(grey, width, height, radius);
  boxBlur(grey, width, height, radius);
  return { width, height, grey };
}

/** The nearness at a point of the plate, given in parts of its width and height. */
export function nearnessAt({ width, height, grey }: Nearness, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x * width)));
  const row = Math.min(height - 1, Math.max(0, Math.floor(y * height)));
  return grey[row * width + column] ?? 0;
}

/** Replaces every value by the mean of its neighbours, in place; twice is nearly a Gaussian. */
export function boxBlur(plane: Uint8Array, width: number, height: number, radius: number): void {
  if (radius < 1) return;
  const line = new Uint8Array(Math.max(width, height));
  for (let row = 0; row < height; row++) blurLine(plane, line, row * width, 1, width, radius);
  for (let column = 0; column < width; column++)
    blurLine(plane, line, column, width, height, radius);
}

function blurLine(
  plane: Uint8Array,
  line: Uint8Array,
  start: number,
  stride: number,
  length: number,
  radius: number,
): void {
  for (let index = 0; index < length; index++) line[index] = plane[start + index * stride] ?? 0;
  const last = length - 1;
  const count = radius * 2 + 1;
  let sum = (line[0] ?? 0) * radius;
  for (let index = 0; index <= radius; index++) sum += line[Math.min(last, index)] ?? 0;
  for (let index = 0; index < length; index++) {
    plane[start + index * stride] = sum / count;
    sum +=
      (line[Math.min(last, index + radius + 1)] ?? 0) - (line[Math.max(0, index - radius)] ?? 0);
  }
}
