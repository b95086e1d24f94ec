import { newId } from "../../ids.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import { isDraft, nearestSeconds } from "../../providers/catalogue.ts";
import type { Model, VideoRequest } from "../../providers/provider.ts";
import type { Store } from "../../store/store.ts";
import { wordsFor } from "../../words.ts";
import type { Scene } from "./board.ts";
import type { BoardJob } from "./boards.ts";
import type { Part, Plan } from "../plan.ts";
import { films } from "../orders/onward.ts";
import type { Order } from "../orders/order.ts";
import { takeOf } from "./takes.ts";

type Wanted = Pick<Scene, "prompt" | "seconds" | "picture">;

/** What a storyboard says about its film: how it looks, and its scenes. */
export type Script = Pick<BoardJob, "id" | "locale" | "request" | "board">;

/** What the scenes of a storyboard are as requests, and what they cost. */
export function createScenes({
  store,
  catalogue,
  now,
}: {
  store: Store;
  catalogue: Catalogue;
  now: () => number;
}) {
  function requestOf({ request }: Pick<Script, "request">, scene: Wanted) {
    const { aspect, resolution, style, look, seed } = request;
    const model = catalogue.find(request.model);
    const pictures = scene.picture ? [scene.picture] : [];
    const { prompt } = scene;
    // What stands in for its model, or films from a picture, may have other lengths.
    const seconds = nearestSeconds(scene.seconds, model, scene.picture ? "image" : "text");
    const kept = { aspect, resolution, style, look, seed };
    return catalogue.request({ ...kept, prompt, seconds, pictures }, model.id);
  }

  async function priced(job: Pick<Script, "request">, scene: Wanted) {
    const request = requestOf(job, scene);
    const quote = await catalogue.providerOf(catalogue.find(request.model).provider).quote(request);
    return { ...scene, seconds: request.seconds, quote };
  }

  /** The scenes as parts of one film: what is filmed is put in, the rest is filmed. */
  async function partsOf(job: Script): Promise<Part[]> {
    const model = catalogue.find(job.request.model);
    const parts: Part[] = [];
    for (const [index, scene] of job.board.scenes.entries()) {
      const label = labelOf(job, index);
      const take = await takeOf(scene, store);
      if (take) {
        parts.push({ kind: "made", job: take.id, label });
        continue;
      }
      const flows = job.board.flows && !scene.cuts && index > 0 && can(model, "image");
      // A draft of a picture would only move that picture: each scene is drawn anew.
      const continues = flows && !scene.picture && !isDraft(model);
      const asked = requestOf(job, scene);
      const request: VideoRequest = continues ? { ...asked, mode: "image" } : asked;
      const quote = await catalogue.providerOf(model.provider).quote(request);
      const { provider } = model;
      parts.push({ kind: "new", job: newId(now()), label, request, provider, quote, continues });
    }
    return parts;
  }

  /** Whether one generation may film them all: with no picture and no words between them. */
  async function isOneTake({ board: { scenes, captions } }: Script): Promise<boolean> {
    if (captions || scenes.some(({ picture }) => picture)) return false;
    for (const scene of scenes) if (await takeOf(scene, store)) return false;
    return true;
  }

  async function orderOf(job: Script, seed = job.request.seed): Promise<Order> {
    const { scenes, captions } = job.board;
    const model = catalogue.find(job.request.model);
    const kin = { origin: { job: job.id, as: "scene" as const } };
    const seconds = scenes.reduce((all, scene) => all + scene.seconds, 0);
    if (films(model, "storyboard", seconds) && (await isOneTake(job))) {
      const shots = scenes.map(({ prompt, seconds: length }) => ({ prompt, seconds: length }));
      const prompt = linesOf(scenes);
      const request: VideoRequest = {
        ...job.request,
        mode: "storyboard",
        prompt,
        seconds,
        seed,
        shots,
      };
      return { request, provider: model.provider, kin };
    }
    const parts = await partsOf(job);
    const plan: Plan = { kind: "film", parts, captions, votes: {} };
    const request = { ...job.request, seconds: lengthOf(parts, scenes) };
    return { request, provider: model.provider, kin, plan };
  }

  return { request: requestOf, priced, film: orderOf };
}

/** How long a film of these parts is, one for each scene, in seconds. */
function lengthOf(parts: readonly Part[], scenes: readonly Scene[]): number {
  const lengths = parts.map((part, at) =>
    part.kind === "new" ? part.request.seconds : (scenes[at]?.seconds ?? 0),
  );
  return lengths.reduce((all, seconds) => all + seconds, 0);
}

/** The words of a film that one generation makes: each line is a scene. */
export function linesOf(scenes: readonly Pick<Scene, "prompt">[]): string {
  return scenes.map(({ prompt }) => prompt.replaceAll(/\s+/g, " ").trim()).join("\n");
}

function can({ modes }: Model, mode: Model["modes"][number]): boolean {
  return modes.includes(mode);
}

export function labelOf({ locale }: Pick<Script, "locale">, index: number): string {
  return wordsFor(locale)("Scene {{place}}", { place: index + 1 });
}
