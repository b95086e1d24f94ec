import { createLog } from "../../src/log.ts";
import { readModels } from "../../src/providers/catalogue.ts";
import { LIMITS } from "../../src/providers/http.ts";
import { createOpenAiProvider } from "../../src/providers/openai/openai.ts";
import type { OpenAiConfig } from "../../src/providers/openai/openai.ts";
import type { VideoRequest } from "../../src/providers/provider.ts";
import { createClock } from "../fakes/clock.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import type { FakeOptions } from "../fakes/openai-server.ts";
import { createDarkroom, patience, submission, submitting } from "./studio-stage.ts";

/** The provider before a fake server, with limits short enough to be met in a test. */
export async function openStage(
  config: Partial<OpenAiConfig> = {},
  fake: FakeOptions = {},
  at?: number,
) {
  const clock = createClock(at);
  const server = await startOpenAiServer({ now: clock.now, ...fake });
  const darkroom = createDarkroom();
  const provider = await createOpenAiProvider(
    {
      apiKey: "sk-test-0123456789",
      baseUrl: server.baseUrl,
      models: "film-1=0.10,film-2=0",
      limits: { ...LIMITS, ...config.limits },
      ...config,
    },
    {
      catalogue: readModels(),
      preparePicture: darkroom.prepare,
      log: createLog("silent"),
      now: clock.now,
    },
  );
  const submit = submitting(provider);
  const failedSubmit = () => submit().catch((error: unknown) => error);
  const find = (over?: Partial<VideoRequest>) =>
    provider.find({ ...submission(over), submittedAt: clock.now() }, patience());
  return { clock, server, provider, submit, failedSubmit, find, ...darkroom };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
