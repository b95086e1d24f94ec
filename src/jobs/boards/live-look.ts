import type { Catalogue } from "../../providers/catalogue.ts";
import { liveModel } from "../orders/onward.ts";
import { standIn, TO_COME } from "../orders/stand-ins.ts";
import type { BoardJob } from "./boards.ts";

/**
 * A storyboard as it is filmed now: where its model is gone from all, one from here stands in for it,
 * for as long as it is gone. The storyboard itself stays as it was planned.
 */
export function withLiveLook(
  job: BoardJob,
  { all, here }: { all: Catalogue; here: Catalogue },
): BoardJob {
  const { request, board } = job;
  if (liveModel(request, all)) return job;
  const { scenes, flows } = board;
  const own = scenes.flatMap(({ picture }) => picture ?? []).slice(0, 1);
  const needed = flows && scenes.length > 1 ? [TO_COME] : own;
  const { prompt = request.prompt } = scenes[0] ?? {};
  const { model, aspect, resolution } = standIn({ ...request, prompt, pictures: needed }, here);
  return { ...job, request: { ...request, model, aspect, resolution } };
}
