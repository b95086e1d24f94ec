import type { Rotation } from "../mp4/tracks.ts";

/** Turns a picture as players do. The program does it by itself where it is not told otherwise. */
export const UPRIGHT: Readonly<Record<Rotation, string>> = {
  0: "null",
  90: "transpose=clock",
  180: "hflip,vflip",
  270: "transpose=cclock",
};
