import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { connectPostgres } from "../../src/store/postgres.ts";
import { atPlayground } from "../fakes/child-playground.ts";
import { openPrograms } from "../fakes/child-program.ts";
import type { Programs } from "../fakes/child-program.ts";
import type { FakeOpenAi } from "../fakes/openai-server.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import { createTestDatabase, SERVER } from "../fakes/stores.ts";
import { auditLedger } from "../fakes/world-audit.ts";
import { FILM } from "../fakes/world.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

const reason = SERVER === undefined ? " (skipped: no TEST_DATABASE_URL)" : "";

describe.runIf(SERVER !== undefined)(`several processes on one PostgreSQL${reason}`, () => {
  let programs: Programs;
  let studio: FakeOpenAi;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;

  beforeEach(async () => {
    programs = await openPrograms();
    studio = await startOpenAiServer({ timeline: { queued: 0, filming: 2_000 } });
    database = await createTestDatabase();
    const models = [{ ...FILM, typicalSeconds: 2 }];
    await writeFile(join(programs.folder, "models.json"), JSON.stringify(models));
  });
  afterEach(async () => {
    await programs.close();
    await studio.stop();
    await database.drop();
  });

  function startOne(env: Record<string, string> = {}) {
    return programs.startBot({
      DATABASE_URL: database.url,
      SECRET_KEY: "the same for all processes, and long",
      OPENAI_BASE_URL: studio.baseUrl,
      OPENAI_API_KEY: "x",
      OPENAI_MODELS: "film-1=0.05",
      MODELS_FILE: join(programs.folder, "models.json"),
      MAX_JOBS_PER_USER: "500",
      MAX_JOBS_PER_GUILD: "500",
      ...env,
    });
  }

  /** What the ledger says, and what was shown. */
  async function evidence() {
    const store = await connectPostgres({
      url: database.url,
      as: "a test",
      log: createLog("silent"),
    });
    try {
      const messages = await store.db.selectFrom("local_messages").select("kind").execute();
      const count = (kind: string) => messages.filter((message) => message.kind === kind).length;
      return { drift: await auditLedger(store), cards: count("card"), clips: count("clip") };
    } finally {
      await store.close();
    }
  }

  test("one of three dies in the middle of its work, and the others film everything once", async () => {
    const [first, second, doomed] = await Promise.all([startOne(), startOne(), startOne()]);
    const people = [first, second, doomed].map(({ url }) => atPlayground(url));
    const prompts = Array.from({ length: 12 }, (_, index) => `paper boat number ${index + 1}`);

    const begun = await Promise.all(
      prompts.map((prompt, index) => people[index % people.length]!.film({ prompt })),
    );
    await expect.poll(() => studio.bills.length, { timeout: 20_000 }).toBeGreaterThan(4);
    await doomed.end("SIGKILL");
    await Promise.all(begun.map(({ thread }) => people[0]!.rest(thread)));
    const ends = await Promise.all([first.end("SIGTERM"), second.end("SIGTERM")]);

    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(studio.bills.map(({ prompt }) => prompt).toSorted()).toEqual(prompts.toSorted());
    expect(await evidence()).toEqual({ drift: [], cards: 12, clips: 12 });
  });

  test("two hundred ask both at once, and only as many are filmed as the budget bears", async () => {
    const bots = await Promise.all([
      startOne({ DEFAULT_BUDGET_USD: "0.70" }),
      startOne({ DEFAULT_BUDGET_USD: "0.70" }),
    ]);
    const people = bots.map(({ url }) => atPlayground(url));

    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const body = new FormData();
        body.set("command", "video");
        body.set("options", JSON.stringify({ prompt: `paper boat number ${index}` }));
        return people[index % 2]!.api("invocations", { method: "POST", body });
      }),
    );
    const taken = answers.filter((answer) => answer.status === 202);
    for (const answer of taken) {
      const { thread } = (await answer.json()) as { thread: string };
      await people[0]!.rest(thread);
    }
    await Promise.all(bots.map((bot) => bot.end("SIGTERM")));

    expect(taken).toHaveLength(3);
    expect(answers.filter((answer) => answer.status === 422)).toHaveLength(197);
    expect(studio.bills).toHaveLength(3);
    expect(await evidence()).toEqual({ drift: [], cards: 3, clips: 3 });
  });

  test("one talks and another films", async () => {
    const talker = await startOne({ ROLE: "gateway" });
    await startOne({ ROLE: "worker" });
    const { film, rest } = atPlayground(talker.url);

    const { thread } = await film({ prompt: "a paper boat" });
    const { messages } = await rest(thread);

    expect(messages.map(({ kind }) => kind)).toEqual(["card", "clip"]);
    expect(studio.bills).toHaveLength(1);
  });
});
