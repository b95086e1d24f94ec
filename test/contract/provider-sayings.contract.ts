import { afterEach, describe, expect, test } from "vitest";
import type { ProviderError } from "../../src/errors.ts";
import type { Snapshot, VideoProvider, VideoRequest } from "../../src/providers/provider.ts";

/** What a server may say about a generation, in its own words. */
export type Saying = "a word of tomorrow" | "refused" | "cancelled" | "nothing at all";

/** A provider whose server says what a test wants. */
export interface SayingStage {
  readonly provider: VideoProvider;
  readonly request: VideoRequest;
  /** Makes the server say this about the first generation from now on. */
  says(saying: Saying): void;
  /** Makes it answer the next call with this, and a status as if all were well. */
  answerNext(call: "submit" | "poll", body: unknown): void;
  close(): Promise<void>;
}

const patience = () => AbortSignal.timeout(15_000);

/** How a provider reads what its server says while it films, where nothing ends by itself. */
export function providerSayingsContract(open: () => Promise<SayingStage>) {
  describe("provider sayings", () => {
    let stage: SayingStage;
    afterEach(() => stage.close());

    const submit = () => {
      const { provider, request } = stage;
      return provider.submit({ key: "job-1", request, picturePaths: [] }, patience());
    };

    async function submitted() {
      stage = await open();
      const operation = await submit();
      return () => stage.provider.poll(operation, patience());
    }

    async function heard(saying: Saying): Promise<Snapshot> {
      const poll = await submitted();
      stage.says(saying);
      return poll();
    }

    test("a word that nobody knows means that work goes on", async () => {
      expect((await heard("a word of tomorrow")).status).toBe("running");
    });

    test("a refusal while it films is told as one", async () => {
      expect(await heard("refused")).toMatchObject({ status: "failed", kind: "refused" });
    });

    test("what the provider cancelled is cancelled", async () => {
      expect((await heard("cancelled")).status).toBe("cancelled");
    });

    test("what the provider no longer knows is over", async () => {
      expect(["expired", "lost"]).toContain((await heard("nothing at all")).status);
    });

    test.each([
      ["without a name", { error: { code: 429, message: "Slow down" } }, "throttled"],
      ["of another call", { id: "call-7", error: "Oops" }, "unknown"],
    ])("an error %s, in an answer that is fine, ends no film", async (_which, body, kind) => {
      const poll = await submitted();
      const said = () =>
        poll().then(
          ({ status }) => status,
          (error: ProviderError) => error.kind,
        );

      for (const status of ["failed", "error"]) {
        stage.answerNext("poll", { status, ...body });
        // Who has no such word for a film may take it for one of tomorrow.
        expect([kind, "running"]).toContain(await said());
      }

      expect(["queued", "running"]).toContain(await said());
    });

    test.each([
      ["insufficient_credits", "billing"],
      ["rate_limit_exceeded", "throttled"],
    ])("a submit answered well, with the error %s, has begun nothing", async (code, kind) => {
      stage = await open();
      stage.answerNext("submit", { error: { code, message: "No." } });

      await expect(submit()).rejects.toMatchObject({ kind, mayHaveBegun: false });
    });

    test("what never ends is never said to have ended", async () => {
      const poll = await submitted();

      const snapshots = await Promise.all(Array.from({ length: 20 }, poll));

      const states = snapshots.map(({ status }) => status);
      expect(states.every((status) => status === "queued" || status === "running")).toBe(true);
    });
  });
}
