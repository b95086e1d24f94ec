import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MediaError } from "../../errors.ts";

const KEPT_OUTPUT = 4096; // characters of what ffmpeg wrote last
const QUIET = ["-nostdin", "-hide_banner", "-v", "error", "-y"];

/** A running ffmpeg. It shares the process group of its parent, and so its end. */
interface FfmpegRun {
  /** What it reads as `pipe:0`. */
  readonly input: Writable;
  /** Resolves once it has ended well. Rejects with `MediaError`. */
  readonly ended: Promise<void>;
  /** Kills it; `ended` then rejects. */
  kill(): void;
}

interface Pipes {
  /** Hears what it writes to `pipe:1`. */
  readonly onOutput?: (text: string) => void;
  /** What it reads as `pipe:3`. */
  readonly secondInput?: Iterable<Buffer>;
}

/** Starts ffmpeg. It never asks and never waits for a keyboard; it overwrites its output. */
export function startFfmpeg(path: string, args: readonly string[], pipes: Pipes = {}): FfmpegRun {
  const ffmpeg = spawn(path, [...QUIET, ...args], { stdio: ["pipe", "pipe", "pipe", "pipe"] });
  const { stdin, stdout, stderr } = ffmpeg;
  stdout.setEncoding("utf8").on("data", pipes.onOutput ?? (() => {}));
  let words = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-KEPT_OUTPUT);
  });
  // A pipe that breaks means that ffmpeg ended: its own words say why.
  stdin.on("error", () => {});
  feed(ffmpeg, pipes.secondInput ?? []);

  const ended = new Promise<void>((resolve, reject) => {
    ffmpeg.once("error", (cause) => {
      reject(new MediaError("unavailable", "ffmpeg cannot be started.", { cause }));
    });
    ffmpeg.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(failure(words, signal ?? `code ${code}`));
    });
  });
  // Whoever writes hears of an early end by the pipe first, and only then asks for the reason.
  ended.catch(() => {});

  return { input: stdin, ended, kill: () => void ffmpeg.kill("SIGKILL") };
}

/** Runs ffmpeg to its end. */
export function runFfmpeg(path: string, args: readonly string[], pipes?: Pipes): Promise<void> {
  const { input, ended } = startFfmpeg(path, args, pipes);
  input.end();
  return ended;
}

/** Opens a file as MP4 and as nothing else: a playlist could name files and addresses. */
export function asFilm(path: string): string[] {
  return ["-f", "mov", "-protocol_whitelist", "file", "-i", `file:${path}`];
}

function feed({ stdio }: ChildProcess, bytes: Iterable<Buffer>): void {
  const sink = stdio[3];
  if (!(sink instanceof Writable)) return;
  sink.on("error", () => {});
  pipeline(Readable.from(bytes), sink).catch(() => {});
}

/** ffmpeg tells a full disk in words only, which its C library never translates here. */
function failure(words: string, how: string): MediaError {
  const cause = new Error(words.trim());
  return words.includes("No space left on device")
    ? new MediaError("disk-full", "The disk is full.", { cause })
    : new MediaError("broken", `ffmpeg could not do it (${how}).`, { cause });
}
