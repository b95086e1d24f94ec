import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import type { CallLimits } from "../../src/providers/http.ts";
import type { VideoProvider, VideoRequest } from "../../src/providers/provider.ts";
import { faultTable } from "../fakes/fault-table.ts";
import type { Fault } from "../fakes/faults.ts";
import { limitsFor } from "../fakes/quick-limits.ts";

/** A provider before a server that can be made to misbehave. */
export interface FaultStage {
  readonly provider: VideoProvider;
  readonly request: VideoRequest;
  /** How many generations have begun, by the server's own bills. */
  begun(): number;
  /** Makes the next calls go wrong that submit, poll or fetch a clip. */
  fail(call: "submit" | "poll" | "content", fault: Fault): void;
  /** Lets everything that runs come to its end. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** The clock of the stage, so that a date in an answer is that far from it. */
const NOW = Date.UTC(2026, 0, 5, 12);
const patience = () => AbortSignal.timeout(15_000);

/** Every fault of the table, on every call, within these limits. A provider's own test file calls this. */
export function providerFaultsContract(
  openStage: (now: number, limits: CallLimits | undefined) => Promise<FaultStage>,
) {
  describe("provider faults", () => {
    let stage: FaultStage;
    const fresh = async (fault: Fault) => (stage = await openStage(NOW, limitsFor(fault)));
    afterEach(() => stage.close());

    const submit = () =>
      stage.provider.submit({ key: "job-1", request: stage.request, picturePaths: [] }, patience());
    const failureOf = async (work: Promise<unknown>): Promise<ProviderError> => {
      const error = await work.then(
        () => "nothing failed",
        (reason: unknown) => reason,
      );
      if (!(error instanceof ProviderError)) throw new Error(`not ours: ${String(error)}`);
      return error;
    };

    const rows = faultTable(NOW);
    const submits = rows.flatMap(({ submit: wanted, ...row }) =>
      wanted ? [{ ...row, wanted }] : [],
    );
    const polls = rows.flatMap(({ poll: wanted, ...row }) => (wanted ? [{ ...row, wanted }] : []));

    test.each(submits)("a submit that meets $name says whether it began", async (row) => {
      const { kinds, ...wanted } = row.wanted;
      const { provider } = await fresh(row.fault);
      stage.fail("submit", row.fault);

      const error = await failureOf(submit());

      expect(kinds).toContain(error.kind);
      expect(error).toMatchObject({ provider: provider.name, ...wanted });
      expect(stage.begun()).toBeLessThanOrEqual(wanted.mayHaveBegun ? 1 : 0);
    });

    test.each(polls)("a poll that meets $name decides nothing", async ({ fault, wanted }) => {
      const { provider } = await fresh(fault);
      const operation = await submit();
      stage.fail("poll", fault);

      const error = await failureOf(provider.poll(operation, patience()));
      const next = await provider.poll(operation, patience());

      expect(wanted.kinds).toContain(error.kind);
      expect(["queued", "running"]).toContain(next.status);
      expect(stage.begun()).toBe(1);
    });

    test.each(rows)(
      "a clip that meets $name is never taken for whole",
      async ({ fault, content }) => {
        const { provider } = await fresh(fault);
        const operation = await submit();
        await stage.finish();
        const snapshot = await provider.poll(operation, patience());
        if (snapshot.status !== "succeeded") throw new Error(`it ${snapshot.status}`);
        const open = async () => buffer((await provider.open(snapshot.asset, patience())).stream);
        const whole = await open();
        stage.fail("content", fault);

        const error = await failureOf(open());

        expect(error.provider).toBe(provider.name);
        expect(content?.kinds ?? [error.kind]).toContain(error.kind);
        expect(await open()).toEqual(whole);
      },
    );
  });
}
