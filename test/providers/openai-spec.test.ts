import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createLog } from "../../src/log.ts";
import { createOpenAiProvider } from "../../src/providers/openai/openai.ts";
import type { VideoRequest } from "../../src/providers/provider.ts";
import { formFields } from "../fakes/form-fields.ts";
import { json, startStudio } from "../fakes/studio.ts";
import { videosRoute } from "../fakes/videos-route.ts";
import type { VideosRoute } from "../fakes/videos-route.ts";
import { createDarkroom, patience, picture, submission } from "./studio-stage.ts";

const SPEC = new URL("../../../shared/specs/openai-videos.json", import.meta.url);

/** The form of a create, as OpenAI describes it; what it does not describe, it refuses. */
function createForm() {
  const text = readFileSync(SPEC, "utf8").replaceAll("#/components/schemas/", "#/$defs/");
  const { components } = z
    .looseObject({
      components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
    })
    .parse(JSON.parse(text));
  const form = { ...components.schemas["CreateVideoMultipartBody"], additionalProperties: false };
  const schema = { ...form, $defs: components.schemas };
  return z.fromJSONSchema(schema);
}

// OpenAI's own description lies beside the repository on machines that have it, not inside it.
describe.skipIf(!existsSync(SPEC))("a create is what OpenAI describes", () => {
  let stop: () => Promise<void>;
  afterEach(() => stop());

  /** The form that reaches the server; a file stands in it as a text. */
  async function sent(over: Partial<VideoRequest>) {
    const studio = await startStudio<VideosRoute>({
      create: "create",
      routeOf: videosRoute,
      answer: () => json(200, { id: "video_1", object: "video", status: "queued" }),
    });
    stop = studio.stop;
    const config = { apiKey: "sk-test", baseUrl: `${studio.origin}/v1`, models: "sora-2-pro=0.3" };
    const provider = await createOpenAiProvider(
      { ...config, profile: "openai" },
      { catalogue: [], preparePicture: createDarkroom().prepare, log: createLog("silent") },
    );
    await provider.submit(submission({ model: "sora-2-pro", ...over }), patience());
    const [call] = studio.calls;
    const fields = formFields(call?.headers["content-type"], call?.raw ?? Buffer.of()) ?? {};
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === "string" ? value : "a file",
      ]),
    );
  }

  test.each([
    {},
    { seconds: 12, aspect: "9:16", style: "noir" },
    { mode: "image", pictures: [picture("first")] },
  ] as const)("for %o", async (over) => {
    const { pictures = [], ...rest } = over as Partial<VideoRequest>;

    const form = await sent({ ...rest, pictures });

    expect(createForm().safeParse(form).error).toBeUndefined();
    expect(form).toHaveProperty("prompt");
  });

  test("its description does refuse what is no create", async () => {
    const form = await sent({});

    const read = [
      { ...form, seed: "7" },
      { ...form, seconds: "5" },
      { ...form, prompt: "" },
    ].map((one) => createForm().safeParse(one).success);

    expect(read).toEqual([false, false, false]);
  });
});
