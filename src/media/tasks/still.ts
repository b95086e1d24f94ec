import { unreachable } from "../../errors.ts";
import type { FfmpegTool } from "../ffmpeg-tool.ts";
import { StillInput } from "../stills.ts";
import type { WorkerContext } from "../worker-context.ts";
import { stillWithAv } from "./still-av.ts";
import { stillWithCli } from "./still-cli.ts";

/** The child's side of `poster` and `lastFrame`. */
export async function run(input: unknown, { ffmpeg }: WorkerContext): Promise<undefined> {
  await take(StillInput.parse(input), ffmpeg);
}

function take(order: StillInput, tool: FfmpegTool): Promise<void> {
  switch (tool.kind) {
    case "cli":
      return stillWithCli(order, tool.path);
    case "node-av":
      return stillWithAv(order);
    default:
      return unreachable(tool);
  }
}
