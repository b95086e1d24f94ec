import { chooseFfmpeg } from "../../src/media/ffmpeg-tool.ts";
import { loadNodeAv } from "../../src/media/ffmpeg/node-av.ts";

/** What may make videos on this machine, and why a test is skipped where it cannot. */
export const TOOLS = [
  { ffmpegPath: "cli", reason: await missing(async () => chooseCli()) },
  { ffmpegPath: "node-av", reason: await missing(loadNodeAv) },
].map(({ ffmpegPath, reason }) => ({
  ffmpegPath: ffmpegPath === "cli" ? undefined : ffmpegPath,
  name: ffmpegPath,
  skipped: reason === undefined ? undefined : `${ffmpegPath} is missing: ${reason}`,
}));

function chooseCli() {
  const tool = chooseFfmpeg(undefined);
  if (tool.kind !== "cli") throw new Error("there is no ffmpeg on the PATH");
}

async function missing(find: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await find();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
