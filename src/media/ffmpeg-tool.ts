import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { MediaError } from "../errors.ts";

/** What makes videos on this machine: the program, or the library in its place. */
export type FfmpegTool =
  | { readonly kind: "cli"; readonly path: string }
  | { readonly kind: "node-av" };

const PROGRAM = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";

/**
 * Takes what the operator named (a path, or `node-av`), else `ffmpeg` on the PATH, else node-av.
 * Throws `MediaError` (`unavailable`) when that is not here.
 */
export function chooseFfmpeg(wanted: string | undefined): FfmpegTool {
  if (wanted !== undefined && wanted !== "node-av") {
    if (isProgram(wanted)) return { kind: "cli", path: wanted };
    throw new MediaError("unavailable", `FFMPEG_PATH names ${wanted}, and there is no program.`);
  }
  const path = wanted === undefined ? findOnPath() : undefined;
  if (path !== undefined) return { kind: "cli", path };
  if (hasNodeAv()) return { kind: "node-av" };
  throw new MediaError(
    "unavailable",
    "No video can be made here: the operator must install ffmpeg or set FFMPEG_PATH.",
  );
}

function findOnPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, PROGRAM)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasNodeAv(): boolean {
  try {
    createRequire(import.meta.url).resolve("node-av/api");
    return true;
  } catch {
    return false;
  }
}
