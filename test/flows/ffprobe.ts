import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Why clips cannot be shown to the real ffprobe here; empty where they can. */
export const NO_FFPROBE = isThere() ? "" : " (no ffprobe here: install ffmpeg)";

function isThere(): boolean {
  try {
    execFileSync("ffprobe", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

interface Stream {
  readonly codec_name: string;
  readonly width?: number;
  readonly height?: number;
  readonly nb_read_frames?: string;
}

/** What ffprobe finds in a clip once it has decoded every frame of it, and what it complains of. */
export async function seenByFfprobe(clip: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), "rushes-ffprobe-"));
  try {
    const path = join(folder, "clip.mp4");
    await writeFile(path, clip);
    const asked = ["-v", "warning", "-count_frames", "-show_streams", "-show_format"];
    const { stdout, stderr } = await run("ffprobe", [...asked, "-of", "json", path]);
    const { streams, format } = JSON.parse(stdout) as {
      streams: Stream[];
      format: { duration: string };
    };
    const picture = streams.find(({ width }) => width !== undefined);
    return {
      codecs: streams.map(({ codec_name }) => codec_name),
      size: `${picture?.width}x${picture?.height}`,
      frames: Number(picture?.nb_read_frames),
      seconds: Number(format.duration),
      complaints: stderr,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws where ffprobe finds anything wrong with one of these clips; without it, none is looked at. */
export async function playAll(clips: readonly Buffer[]): Promise<void> {
  if (NO_FFPROBE) return;
  const seen = await Promise.all(clips.map(seenByFfprobe));
  const bad = seen.find(({ codecs, frames, complaints }) => {
    return codecs.join() !== "h264,aac" || frames === 0 || complaints !== "";
  });
  if (bad) throw new Error(`a clip is not as it should be: ${JSON.stringify(bad)}`);
}
