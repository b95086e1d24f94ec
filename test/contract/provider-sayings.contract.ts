import { afterEach, describe, expect, test } from "vitest";
import type { Snapshot, VideoProvider, VideoRequest } from "../../src/providers/provider.ts";

/** What a server may say about a generation, in its own words. */
export type Saying = "a word of tomorrow" | "refused" | "cancelled" | "nothing at all";

/** A provider whose server says what a test wants. */
export interface SayingStage {
  readonly provider: VideoProvider;
  readonly request: VideoRequest;
  /** Makes the server say this about the first generation from now on. */
  says(saying: Saying): void;
  close(): Promise<void>;
}

const patience = () => AbortSignal.timeout(15_000);

/** How a provider reads what its server says while it films, where nothing ends by itself. */
export function providerSayingsContract(open: () => Promise<SayingStage>) {
  describe("provider sayings", () => {
    let stage: SayingStage;
    afterEach(() => stage.close());

    async function submitted() {
      stage = await open();
      const { provider, request } = stage;
      const submission = { key: "job-1", request, picturePaths: [] };
      const operation = await provider.submit(submission, patience());
      return () => provider.poll(operation, patience());
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

    test("what never ends is never said to have ended", async () => {
      const poll = await submitted();

      const snapshots = await Promise.all(Array.from({ length: 20 }, poll));

      const states = snapshots.map(({ status }) => status);
      expect(states.every((status) => status === "queued" || status === "running")).toBe(true);
    });
  });
}
