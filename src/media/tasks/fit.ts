import { stat } from "node:fs/promises";
import { MediaError, unreachable } from "../../errors.ts";
import type { FfmpegTool } from "../ffmpeg-tool.ts";
import { lower, planFit } from "../fit-plan.ts";
import { FitInput } from "../fit.ts";
import { probeClip } from "../probe.ts";
import type { WorkerContext } from "../worker-context.ts";
import { labelClip, sourceOf } from "../xmp.ts";
import { encodeWithAv } from "./encode-av.ts";
import { encodeWithCli } from "./encode-cli.ts";
import type { Encode } from "./encode.ts";

const TRIES = 3;
/** More than the label in the file ever needs. */
const LABEL_BYTES = 2048;

/** The child's side of `fitClip`. */
export async function run(input: unknown, { ffmpeg, report }: WorkerContext): Promise<undefined> {
  const { from, to, maxBytes } = FitInput.parse(input);
  const facts = await probeClip(from);
  const { seconds, fps, rotation } = facts;
  const most = maxBytes - LABEL_BYTES;
  let plan = planFit(facts, most);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const frames = seconds * (plan.fps ?? fps);
    await encode({ from, to, seconds, rotation, frames, plan, report }, ffmpeg);
    const { size } = await stat(to);
    if (size <= most) return label(from, to);
    plan = lower(plan, size, most);
  }
  throw new MediaError("cannot-fit", "The clip does not get small enough.");
}

/** What an encode loses, said anew: how the clip came about, and when it came to us. */
async function label(from: string, to: string): Promise<undefined> {
  const [source, { mtime }] = await Promise.all([sourceOf(from), stat(from)]);
  const description = "The same video, made smaller.";
  await labelClip(to, { source, tool: "Rushes", description, created: mtime });
}

function encode(order: Encode, tool: FfmpegTool): Promise<void> {
  switch (tool.kind) {
    case "cli":
      return encodeWithCli(order, tool.path);
    case "node-av":
      return encodeWithAv(order);
    default:
      return unreachable(tool);
  }
}
