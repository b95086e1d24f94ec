import { unreachable } from "../../errors.ts";
import type { FfmpegTool } from "../ffmpeg-tool.ts";
import { createAvCutter } from "./av-cutter.ts";
import { createCliCutter } from "./cli-cutter.ts";
import type { Cutter } from "./cutter.ts";

export function chooseCutter(tool: FfmpegTool): Cutter {
  switch (tool.kind) {
    case "cli":
      return createCliCutter(tool.path);
    case "node-av":
      return createAvCutter();
    default:
      return unreachable(tool);
  }
}
