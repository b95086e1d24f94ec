import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import type { Submission, VideoProvider } from "../../src/providers/provider.ts";
import { faultTable } from "../fakes/fault-table.ts";
import type { Fault } from "../fakes/faults.ts";

/** What every provider can say about a generation, each in its own words. */
export type Saying = "a word of tomorrow" | "refused" | "cancelled" | "nothing of it";

/** A provider before a server that can be made to misbehave; its limits are met in a second. */
export interface FaultStage {
  readonly provider: VideoProvider;
  readonly submission: Submission;
  readonly now: () => number;
  /** Makes the next call go wrong that submits, polls or fetches a clip. */
  fail(call: "submit" | "poll" | "content", fault: Fault): void;
  /** Makes the server say that about the one generation there is. */
  says(saying: Saying): void;
  /** Lets everything that runs come to its end. */
  finish(): void;
  /** How many submissions have reached the server. */
  submits(): number;
  close(): Promise<void>;
}

const patience = () => AbortSignal.timeout(15_000);

/** Every fault of the table, on every call. A provider's own test file calls this. */
export function providerFaults(open: () => Promise<FaultStage>) {
  describe("provider faults", () => {
    let stage: FaultStage;
    const fresh = async () => (stage = await open());
    afterEach(() => stage.close());

    const submit = () => stage.provider.submit(stage.submission, patience());
    const rows = faultTable();
    const submits = rows.flatMap(({ submit: wanted, ...row }) =>
      wanted ? [{ ...row, wanted }] : [],
    );
    const polls = rows.flatMap(({ poll: wanted, ...row }) => (wanted ? [{ ...row, wanted }] : []));

    test.each(submits)("a submit that meets $name says whether it began", async (row) => {
      const { provider, now } = await fresh();
      const { kinds, mayHaveBegun, retryAfter } = row.wanted;
      stage.fail("submit", row.fault(now()));

      const error = await failureOf(submit());

      expect(kinds).toContain(error.kind);
      expect(error).toMatchObject({ provider: provider.name, mayHaveBegun });
      if (retryAfter !== undefined) expect(error.retryAfter).toBe(retryAfter);
      expect(stage.submits()).toBe(1);
    });

    test.each(polls)("a poll that meets $name decides nothing", async ({ fault, wanted }) => {
      const { provider, now } = await fresh();
      const operation = await submit();
      stage.fail("poll", fault(now()));

      const error = await failureOf(provider.poll(operation, patience()));
      const next = await provider.poll(operation, patience());

      expect(wanted.kinds).toContain(error.kind);
      expect(["queued", "running"]).toContain(next.status);
      expect(stage.submits()).toBe(1);
    });

    test.each(rows)("a clip that meets $name is never taken for whole", async ({ fault }) => {
      const { provider, now } = await fresh();
      const operation = await submit();
      stage.finish();
      const snapshot = await provider.poll(operation, patience());
      if (snapshot.status !== "succeeded") throw new Error(`it ${snapshot.status}`);
      const open = async () => buffer((await provider.open(snapshot.asset, patience())).stream);
      const whole = await open();
      stage.fail("content", fault(now()));

      const error = await failureOf(open());

      expect(error.provider).toBe(provider.name);
      expect(await open()).toEqual(whole);
    });

    test("a clip that is gone is gone", async () => {
      const { provider } = await fresh();
      const operation = await submit();
      stage.finish();
      const snapshot = await provider.poll(operation, patience());
      if (snapshot.status !== "succeeded") throw new Error(`it ${snapshot.status}`);
      stage.fail("content", { kind: "status", status: 404, body: { error: "It has expired." } });

      const error = await failureOf(provider.open(snapshot.asset, patience()));

      expect(error.kind).toBe("gone");
    });

    test.each([
      ["a word of tomorrow", ["queued", "running"]],
      ["refused", ["failed"]],
      ["cancelled", ["cancelled"]],
      ["nothing of it", ["expired", "lost"]],
    ] as const)("a server that says %s is understood", async (saying, statuses) => {
      const { provider } = await fresh();
      const operation = await submit();
      stage.says(saying);

      const snapshot = await provider.poll(operation, patience());

      expect(statuses).toContain(snapshot.status);
      if (snapshot.status === "failed") expect(snapshot.kind).toBe("refused");
    });

    test("what never ends is never done", async () => {
      const { provider } = await fresh();
      const operation = await submit();

      const looks = [1, 2, 3].map(() => provider.poll(operation, patience()));

      for (const { status } of await Promise.all(looks)) {
        expect(["queued", "running"]).toContain(status);
      }
    });
  });
}

/** The error in which something must end, and it must be ours. */
async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => "nothing failed",
    (reason: unknown) => reason,
  );
  if (error instanceof ProviderError) return error;
  throw new Error(`not ours: ${String(error)}`, { cause: error });
}
