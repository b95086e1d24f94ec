import { NOTHING } from "../../money.ts";
import { nearestSeconds } from "../../providers/catalogue.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import type { Model, VideoRequest } from "../../providers/provider.ts";
import type { Scene } from "../boards/board.ts";
import type { Script } from "../boards/scenes.ts";
import type { Job } from "../job.ts";
import type { Shot } from "./shots-of.ts";

/** Who films a video anew, and how it looks then. */
type Look = Pick<VideoRequest, "model" | "aspect" | "resolution" | "prompt" | "seed">;

/** A storyboard of shots that a video is made of, to be filmed from the beginning, in about their lengths. */
export function scriptOf(
  job: Job,
  shots: readonly Shot[],
  look: Look,
  catalogue: Catalogue,
): Script {
  const model = catalogue.find(look.model);
  const scenes = shots.map((shot, at) => sceneOf(shot, at, model));
  const { aspect, resolution, prompt, seed } = look;
  const kept = { ...job.request, model: model.id, aspect, resolution, prompt, seed };
  const seconds = scenes[0]?.seconds ?? job.request.seconds;
  return {
    id: job.id,
    locale: job.locale,
    request: { ...kept, mode: "text", seconds, pictures: [], shots: undefined, source: undefined },
    board: {
      scenes,
      added: scenes.length,
      flows: true,
      captions: job.plan?.captions ?? false,
    },
  };
}

function sceneOf({ prompt, pictures, cuts, ...shot }: Shot, at: number, model: Model): Scene {
  const picture = pictures.find(({ role }) => role === "first");
  const seconds = nearestSeconds(shot.seconds, model, picture ? "image" : "text");
  const kept = { prompt, seconds, picture, cuts };
  return { ...kept, id: String(at + 1), quote: NOTHING, isFilmed: false, isShown: false };
}
