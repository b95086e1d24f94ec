import { mkdtemp, rm, stat, statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { MediaError } from "../errors.ts";
import { chooseFfmpeg } from "../media/ffmpeg-tool.ts";
import type { Check, Finding } from "./finding.ts";
import { fine, wrong } from "./finding.ts";

const GB = 1e9; // bytes
const MB = 1e6; // bytes
/** Below this, a day of videos fills the disk. */
const ENOUGH_ROOM = 2 * GB;

/** Whether pictures and clips can be kept: DATA_DIR can be written, and has room. */
export function folderCheck(dataDir: string): Check {
  return {
    name: "data folder",
    async run() {
      const folder = resolve(dataDir);
      const there = await nearestThere(folder);
      const isNew = there !== folder;
      if (!(await isWritable(there))) {
        const next = "set DATA_DIR to a folder that this user may write to";
        return [wrong(`${folder} cannot be written`, next)];
      }
      const room = await roomIn(there);
      const where = isNew ? `${folder} is made by the first start` : folder;
      if (room >= ENOUGH_ROOM) return [fine(`${where}, ${sizeOf(room)} free`)];
      const next = `make room, or move DATA_DIR: below ${sizeOf(ENOUGH_ROOM)} videos soon fill the disk`;
      return [wrong(`${where} has only ${sizeOf(room)} free`, next)];
    },
  };
}

/** Whether videos can be made, fitted and looked at on this machine. */
export function ffmpegCheck(wanted: string | undefined): Check {
  return { name: "video tool", run: async () => [toolFinding(wanted)] };
}

function toolFinding(wanted: string | undefined): Finding {
  try {
    const tool = chooseFfmpeg(wanted);
    return fine(tool.kind === "cli" ? `ffmpeg at ${tool.path}` : "node-av, which came with npm");
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    const next = "install ffmpeg (apt-get install ffmpeg), or let FFMPEG_PATH name it";
    return wrong(error.message.replace(/\.$/, ""), next);
  }
}

/** The folder, or the nearest one above it that is there. */
async function nearestThere(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  return found || dirname(folder) === folder ? folder : nearestThere(dirname(folder));
}

/** Tried, not asked for: rights alone do not tell of a disk that is mounted to be read. */
async function isWritable(folder: string): Promise<boolean> {
  try {
    await rm(await mkdtemp(join(folder, ".doctor-")), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function sizeOf(bytes: number): string {
  return bytes < GB / 10 ? `${Math.floor(bytes / MB)} MB` : `${(bytes / GB).toFixed(1)} GB`;
}
