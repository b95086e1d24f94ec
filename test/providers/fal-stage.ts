import { createLog } from "../../src/log.ts";
import type { CallLimits } from "../../src/providers/http.ts";
import { readModels } from "../../src/providers/catalogue.ts";
import { createFalProvider } from "../../src/providers/fal/fal.ts";
import type { Model, Submission, VideoRequest } from "../../src/providers/provider.ts";
import { createClock } from "../fakes/clock.ts";
import { startFal } from "../fakes/fal-studio.ts";
import { createDarkroom, patience, request, submission } from "./studio-stage.ts";

interface StageOptions {
  readonly fake?: Parameters<typeof startFal>[0];
  readonly catalogue?: readonly Model[];
  readonly limits?: CallLimits | undefined;
  readonly at?: number;
}

/** A request to a model that is silent about nothing: it has a seed, sound and every usual mode. */
export const falRequest = (over: Partial<VideoRequest> = {}) =>
  request({ model: "veo-3.1", ...over });

export const falSubmission = (over: Partial<VideoRequest> = {}): Submission =>
  submission({ model: "veo-3.1", ...over });

/** The provider before a fal on loopback, with the catalogue that we ship. */
export async function openFalStage({ fake, catalogue, limits, at }: StageOptions = {}) {
  const clock = createClock(at);
  const studio = await startFal({ now: clock.now, ...fake });
  const darkroom = createDarkroom();
  const provider = await createFalProvider(
    { apiKey: "key-id:key-secret", baseUrl: studio.baseUrl, ...(limits && { limits }) },
    {
      catalogue: catalogue ?? readModels(),
      preparePicture: darkroom.prepare,
      log: createLog("silent"),
      now: clock.now,
    },
  );
  const submit = (over?: Partial<VideoRequest>) => provider.submit(falSubmission(over), patience());
  const find = (over?: Partial<VideoRequest>) =>
    provider.find({ ...falSubmission(over), submittedAt: clock.now() }, patience());
  return { clock, studio, provider, submit, find, ...darkroom };
}

export type FalStage = Awaited<ReturnType<typeof openFalStage>>;
