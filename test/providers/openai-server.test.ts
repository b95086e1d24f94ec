import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import type { FakeOpenAi } from "../fakes/openai-server.ts";

const SPEC = new URL("../../../shared/specs/openai-videos.json", import.meta.url);

let server: FakeOpenAi;
afterEach(() => server.stop());

async function create(prompt = "a paper boat"): Promise<unknown> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ prompt, seconds: "4", size: "1280x720" })) {
    body.set(name, value);
  }
  const answer = await fetch(`${server.baseUrl}/videos`, { method: "POST", body });
  return answer.json();
}

/** A schema of the specification, as zod reads it. */
function schemaOf(name: string) {
  const text = readFileSync(SPEC, "utf8").replaceAll("#/components/schemas/", "#/$defs/");
  const { components } = z
    .looseObject({ components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }) })
    .parse(JSON.parse(text));
  const schema = { $ref: `#/$defs/${name}`, $defs: components.schemas };
  return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
}

// OpenAI's own description lies beside the repository on machines that have it, not inside it.
describe.skipIf(!existsSync(SPEC))("the fake server speaks as OpenAI describes", () => {
  test.each([{}, { status: "failed", error: { code: "moderation_blocked", message: "No." } }])(
    "a video %o",
    async (state) => {
      server = await startOpenAiServer();
      await create();
      server.set("video_1", state);

      const answer = await fetch(`${server.baseUrl}/videos/video_1`);

      expect(schemaOf("VideoResource").safeParse(await answer.json()).error).toBeUndefined();
    },
  );

  test("a list", async () => {
    server = await startOpenAiServer();
    await create();

    const answer = await fetch(`${server.baseUrl}/videos`);

    expect(schemaOf("VideoListResource").safeParse(await answer.json()).error).toBeUndefined();
  });

  test("a deletion", async () => {
    server = await startOpenAiServer();
    await create();

    const answer = await fetch(`${server.baseUrl}/videos/video_1`, { method: "DELETE" });

    expect(schemaOf("DeletedVideoResource").safeParse(await answer.json()).error).toBeUndefined();
  });

  test("its schemas do refuse what is no video", async () => {
    server = await startOpenAiServer();

    const read = schemaOf("VideoResource").safeParse({ id: "video_1", status: "strange" });

    expect(read.success).toBe(false);
  });
});

test("bills outlive the server that wrote them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rushes-bills-"));
  const logFile = join(folder, "bills.jsonl");
  server = await startOpenAiServer({ logFile });
  await create("one");
  await server.stop();

  server = await startOpenAiServer({ logFile });
  await create("two");

  expect(server.bills.map(({ id, prompt }) => [id, prompt])).toEqual([
    ["video_1", "one"],
    ["video_2", "two"],
  ]);
  await rm(folder, { recursive: true });
});

test("a video waits, is filmed and is done by the clock", async () => {
  let time = 0;
  server = await startOpenAiServer({ now: () => time, timeline: { queued: 10, filming: 100 } });
  await create();
  const look = async () => {
    const answer = await fetch(`${server.baseUrl}/videos/video_1`);
    const { status, progress } = (await answer.json()) as { status: string; progress: number };
    return [status, progress];
  };

  const states = [];
  for (time of [0, 60, 200]) states.push(await look());

  expect(states).toEqual([
    ["queued", 0],
    ["in_progress", 50],
    ["completed", 100],
  ]);
});
